"""Moving the bytes: the source, the S3 calls, the resume rules and the engine."""

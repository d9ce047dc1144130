"""The store: client, HTTP, TLS, responses, errors. The only place of minio and urllib3."""

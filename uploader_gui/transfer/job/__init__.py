"""One job: its upload, its parts, its finish, its proof, its retries."""

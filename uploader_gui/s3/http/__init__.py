"""HTTP/1.1 over the socket: connections, TLS, proxies, bodies that can be stopped."""

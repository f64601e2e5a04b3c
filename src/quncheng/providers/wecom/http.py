"""The HTTP client of this provider: bounded in time, and silent about addresses, which carry keys."""

import logging

import httpx2

# At INFO the library writes every URL, and the key of a group robot is part of it; below, whole requests.
for _name in ("httpx2", "httpcore2"):
    logging.getLogger(_name).setLevel(logging.WARNING)


def new_client(timeout: float, *, is_loopback: bool, idle_connections: int) -> httpx2.AsyncClient:
    """Follows no redirects: what a server answers must not choose where we go next."""
    return httpx2.AsyncClient(
        timeout=timeout,
        limits=httpx2.Limits(max_connections=20, max_keepalive_connections=idle_connections),
        follow_redirects=False,
        trust_env=not is_loopback,
    )

"""A simulator of WeCom over its real protocols: a server of its own that knows nothing of the product."""

"""Small numbers stay secret: nobody may be found in a table. Knows no Django."""

from collections.abc import Hashable

K = 5


def suppressed(counts: dict[Hashable, int], total: int | None = None, k: int = K) -> set[Hashable]:
    """Which parts of a sum may not be said.

    Parts from 1 to k-1 are secret. Where what is secret could be found by subtracting the others from the sum, the smallest
    part beside it becomes secret as well, until the secret parts hold at least k between them and are at least two. Nought may be said,
    unless nothing else is left to hide behind.
    """
    secret = {key for key, count in counts.items() if 0 < count < k}
    hidden = (total or sum(counts.values())) - sum(count for key, count in counts.items() if key not in secret)
    others = sorted((key for key in counts if key not in secret), key=lambda key: (counts[key] == 0, counts[key], str(key)))
    while secret and others and (len(secret) < 2 or hidden < k):
        key = others.pop(0)
        secret.add(key)
        hidden += counts[key]
    return secret


def is_secret_share(part: int, whole: int, k: int = K) -> bool:
    """A share gives away both its part and the rest: 18 of 20 says that two did not."""
    return 0 < part < k or 0 < whole - part < k

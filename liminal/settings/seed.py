"""From what a person types as a seed to the number that everything random grows from."""

import hashlib
import re
import unicodedata

from liminal.errors import LiminalError

SEED_MAX = 2**63 - 1

# What looks like a number and is not a whole one: "-1.5", "3e8", "1,000".
_NUMBER_LIKE = re.compile(r"[+-]?[\d.,_]+(e[+-]?\d+)?", re.IGNORECASE)


def parse_seed(seed: str | int) -> int:
    """Return the seed as a number in 0 .. 2**63 - 1.

    A whole number is itself; any other text is hashed (BLAKE2b, the same on every machine and in every version).
    Raises LiminalError for what is empty, negative, too large, or a number that is not whole.
    """
    text = unicodedata.normalize("NFC", str(seed).strip())
    if not text:
        raise LiminalError("the seed is empty; give a whole number from 0, or a word")
    try:
        number = int(text)
    except ValueError:
        return _hashed(text)
    if not 0 <= number <= SEED_MAX:
        raise LiminalError(f"seed {text} is out of range; a number must be 0 to {SEED_MAX}, or give a word")
    return number


def _hashed(text: str) -> int:
    if _NUMBER_LIKE.fullmatch(text):
        raise LiminalError(f'seed "{text}" is not a whole number; give one from 0, or a word')
    digest = hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") & SEED_MAX

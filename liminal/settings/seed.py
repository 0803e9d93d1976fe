"""Seeds: from a number or word to the number on which all randomness depends."""

import hashlib
import re
import unicodedata

from liminal.errors import LiminalError

SEED_MAX = 2**63 - 1

# Texts that look like a number but are not whole ones: "-1.5", "3e8", "1,000".
_NUMBER_LIKE = re.compile(r"[+-]?[\d.,_]+(e[+-]?\d+)?", re.IGNORECASE)


def parse_seed(seed: str | int) -> int:
    """Return the seed as a number in 0 .. 2**63 - 1.

    A whole number is itself; any other text is hashed (BLAKE2b, the same on every machine and in every version).
    Raises LiminalError for a seed that is empty, negative, too large, or a number that is not whole.
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

"""Files of characters: which file a body is from, and which of its joints are bones."""

from typing import NamedTuple

from liminal.settings.file_stamp import FileStamp


class CharacterFile(NamedTuple):
    """A file that holds a character. `bones`: our bones, and the names of its joints that are these."""

    path: str
    stamp: FileStamp
    bones: tuple[tuple[str, str], ...] = ()

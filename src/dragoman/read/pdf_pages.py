"""A process that prints the text of the PDF on its standard input. Run as a script, so that it starts fast.

Arguments: how many characters are enough, and how many bytes of memory it may take.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Print the text of the pages. Exits with 1 and the reason on the standard error where PDFium finds none."""
    from pypdfium2 import PdfDocument, PdfiumError

    enough, size = int(sys.argv[1]), 0
    _bound(int(sys.argv[2]))
    try:
        with PdfDocument(sys.stdin.buffer.read()) as document:
            for page in document:
                text = page.get_textpage().get_text_range()
                page.close()
                sys.stdout.buffer.write(f"{text}\n".encode("utf-8", "replace"))
                size += len(text)
                if size > enough:
                    return
    except (PdfiumError, MemoryError) as error:
        sys.exit(str(error) or type(error).__name__)


def _bound(memory: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    main()

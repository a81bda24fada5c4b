"""Did you mean …? Guesses for misspelt words, and lists of what is possible."""

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that a misspelt one most probably meant, or None."""
    from difflib import get_close_matches  # only when something is wrong

    folded = {each.strip('"').casefold().replace("_", "-"): each for each in known}
    asked = word.strip().casefold().replace("_", "-")
    if asked in folded:
        return folded[asked]
    found = get_close_matches(asked, folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def only(word: str, known: Iterable[str]) -> str | None:
    """The known word that a misspelt one can only mean: very like it, and no other nearly as much."""
    from difflib import SequenceMatcher

    asked = word.strip().casefold().replace("_", "-")
    rated = sorted(((SequenceMatcher(None, asked, each).ratio(), each) for each in known), reverse=True)[:2]
    if not rated or rated[0][0] < 0.75 or not word.isascii():
        return None
    return rated[0][1] if len(rated) == 1 or rated[0][0] - rated[1][0] > 0.08 else None


def one_of(known: Iterable[str], most: int = 12) -> str:
    """The possible words as a list that a message can hold."""
    words = list(known)
    shown = ", ".join(words[:most])
    return shown if len(words) <= most else f"{shown}, … ({len(words)})"

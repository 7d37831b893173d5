"""How alike two names of organisations are, by the weight of the words they share."""

from __future__ import annotations

from rapidfuzz.distance import OSA, JaroWinkler

from salesdesk.domain.matching.features import DIFFERENT, ORG_CLOSE, ORG_PART, ORG_PARTIAL, ORG_SAME, ORG_WEAK
from salesdesk.domain.matching.profiles import Profile

_jaro_winkler = JaroWinkler.similarity
_edits = OSA.distance
_OTHER = (DIFFERENT, 0.0)


def employer_level(a: Profile, b: Profile) -> tuple[int, float]:
    """As ``organisation_level`` without looking for typing errors word by word: the employer only helps along."""
    if a.organisation == b.organisation:
        return ORG_SAME, _phrase_bits(a.word_bits)
    shared = a.word_set & b.word_set
    if not shared:
        alike = _jaro_winkler(a.organisation, b.organisation, score_cutoff=0.92)
        return (
            (ORG_CLOSE, 0.8 * min(_phrase_bits(a.word_bits), _phrase_bits(b.word_bits))) if alike else _OTHER
        )
    matched = [bits for word, bits in zip(a.words, a.word_bits, strict=True) if word in shared]
    total = sum(matched)
    if total >= 0.85 * min(a.total_bits, b.total_bits):
        level = ORG_CLOSE if total >= 0.85 * max(a.total_bits, b.total_bits) else ORG_PART
        return level, _phrase_bits(matched)
    if _jaro_winkler(a.organisation, b.organisation, score_cutoff=0.94):
        return ORG_CLOSE, 0.8 * min(_phrase_bits(a.word_bits), _phrase_bits(b.word_bits))
    return (ORG_PARTIAL if total >= 0.55 * min(a.total_bits, b.total_bits) else ORG_WEAK), 0.0


def organisation_level(a: Profile, b: Profile) -> tuple[int, float]:
    """How alike two organisations are called, and the rarity bits of what their names share."""
    if a.organisation == b.organisation:
        return ORG_SAME, _phrase_bits(a.word_bits)
    left, right = a.word_set, b.word_set
    shared = left & right
    matched = [bits for word, bits in zip(a.words, a.word_bits, strict=True) if word in shared]
    total = sum(matched)
    if len(shared) < len(left) and len(shared) < len(right):
        others = [(word, bits) for word, bits in zip(b.words, b.word_bits, strict=True) if word not in shared]
        for word, bits in zip(a.words, a.word_bits, strict=True):
            if word in shared or not others:
                continue
            found = _like(word, others)
            if found:
                gained = 0.85 * min(bits, found[1])
                matched.append(gained)
                # the pair's full weight counts as covered, less the doubt
                total += 0.9 * (bits + found[1]) / 2
                others.remove(found)
    smaller = min(a.total_bits, b.total_bits)
    larger = max(a.total_bits, b.total_bits)
    if not matched or not smaller:
        joined_left, joined_right = "".join(a.words), "".join(b.words)
        if _jaro_winkler(joined_left, joined_right, score_cutoff=0.9) >= 0.92:
            return ORG_CLOSE, 0.8 * min(_phrase_bits(a.word_bits), _phrase_bits(b.word_bits))
        return DIFFERENT, 0.0
    if total >= 0.85 * larger:
        return ORG_CLOSE, _phrase_bits(matched)
    joined_left, joined_right = "".join(a.words), "".join(b.words)
    if _jaro_winkler(joined_left, joined_right, score_cutoff=0.93) or joined_left == joined_right:
        size = max(len(joined_left), len(joined_right))
        if _edits(joined_left, joined_right, score_cutoff=size // 6) <= size // 6:
            return ORG_CLOSE, 0.9 * min(_phrase_bits(a.word_bits), _phrase_bits(b.word_bits))
    if total >= 0.85 * smaller:
        return ORG_PART, _phrase_bits(matched)
    share = total / smaller
    if share >= 0.55:
        return ORG_PARTIAL, 0.0
    return (ORG_WEAK, 0.0) if share >= 0.25 else (DIFFERENT, 0.0)


def _like(word: str, others: list[tuple[str, float]]) -> tuple[str, float] | None:
    for other in others:
        text = other[0]
        if len(word) < 3 or len(text) < 3:
            continue
        if word.startswith(text) or text.startswith(word) or _jaro_winkler(word, text) >= 0.9:
            return other
    return None


def _phrase_bits(bits: tuple[float, ...] | list[float]) -> float:
    """Rarity of several words together: words of one name come in phrases, so only the rarest counts full."""
    if not bits:
        return 0.0
    top = max(bits)
    return min(top + 0.4 * (sum(bits) - top), 14.0)

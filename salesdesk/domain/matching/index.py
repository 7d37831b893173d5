"""Questions about one record at a time: the warning while typing, and rows of an import."""

from __future__ import annotations

from collections.abc import Sequence

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.matching.blocking import Candidates, search_keys
from salesdesk.domain.matching.comparison import compare
from salesdesk.domain.matching.exact import ExactKeys, MatchKey, key_row_of
from salesdesk.domain.matching.finder import learned_model
from salesdesk.domain.matching.frequency import Frequencies
from salesdesk.domain.matching.model import Model
from salesdesk.domain.matching.profiles import Profile, ProfileMaker, profiles_of
from salesdesk.domain.matching.reasons import reported, worth_telling
from salesdesk.domain.matching.records import MatchPair, MatchRecord

_LEARN_FROM = 200  # fewer records teach nothing
_LEARN_UP_TO = 5_000  # more records teach nothing new, and cost time
_RUN = 100
_SEARCHED = 400  # records compared with one question at most, those under the rarest keys first


class MatchIndex:
    """Existing records of any kinds, ready to be asked which of them a new one may be.

    Building takes about 60 µs a record, a question some milliseconds. The index is a
    picture of the moment: records added later are unknown to it (``add`` them).
    """

    def __init__(self, records: Sequence[MatchRecord]) -> None:
        self._kinds: dict[RecordKind, _KindIndex] = {}
        grouped: dict[RecordKind, list[MatchRecord]] = {}
        for record in records:
            grouped.setdefault(record.kind, []).append(record)
        for kind, members in grouped.items():
            self._kinds[kind] = _KindIndex(members)
        self._exact = ExactKeys(key_row_of(record) for record in records)

    def add(self, record: MatchRecord) -> None:
        """Makes one more record known; value frequencies stay as they were when the index was built."""
        known = self._kinds.get(record.kind)
        if known is None:
            self._kinds[record.kind] = _KindIndex([record])
        else:
            known.add(record)
        self._exact.add(key_row_of(record))

    def candidates(self, record: MatchRecord, limit: int = 5) -> list[MatchPair]:
        """Records that may be the same as ``record``, the likeliest first, at most ``limit``.

        A record with the same ``ref`` is the record itself and is left out.
        """
        known = self._kinds.get(record.kind)
        return known.candidates(record, limit) if known is not None else []

    def exact(self, record: MatchRecord, keys: Sequence[MatchKey]) -> tuple[int, ...]:
        """Refs found by the first of the ordered keys that finds any (``ExactKeys.find``)."""
        return self._exact.find(key_row_of(record), keys)


class _KindIndex:
    def __init__(self, records: Sequence[MatchRecord]) -> None:
        self._profiles = profiles_of(records)
        self._frequencies = Frequencies(self._profiles)
        self._frequencies.fill(self._profiles)
        self._model = self._learned()
        self._keys: dict[int, int | list[int]] = {}
        for position, profile in enumerate(self._profiles):
            self._enter(position, profile)

    def _learned(self) -> Model:
        count = len(self._profiles)
        if count < _LEARN_FROM:
            return Model.starting(self._profiles[0].person, count)
        some = self._profiles
        if count > _LEARN_UP_TO:
            # runs of neighbours by name from all over: single records would tear duplicates apart
            by_name = sorted(self._profiles, key=_name_of)
            step = count * _RUN // _LEARN_UP_TO
            some = [profile for start in range(0, count, step) for profile in by_name[start : start + _RUN]]
        return learned_model(some, Candidates(some)).for_records(count)

    def _enter(self, position: int, profile: Profile) -> None:
        for text in search_keys(profile):
            key = hash(text)
            known = self._keys.get(key)
            if known is None:
                self._keys[key] = position
            elif isinstance(known, list):
                if known[-1] != position:
                    known.append(position)
            elif known != position:
                self._keys[key] = [known, position]

    def add(self, record: MatchRecord) -> None:
        profile = ProfileMaker().profile(record)
        self._frequencies.fill([profile])
        self._profiles.append(profile)
        self._enter(len(self._profiles) - 1, profile)

    def candidates(self, record: MatchRecord, limit: int) -> list[MatchPair]:
        profile = ProfileMaker().profile(record)
        self._frequencies.fill([profile])
        found: list[tuple[float, int]] = []
        for position in self._near(profile):
            other = self._profiles[position]
            if other.ref != profile.ref:
                found.append((self._model.odds(*compare(profile, other)), position))
        found.sort(key=lambda item: (-item[0], item[1]))
        pairs = [
            reported(self._model, profile, self._profiles[position], odds) for odds, position in found[:limit]
        ]
        return [pair for pair in pairs if worth_telling(pair)]

    def _near(self, profile: Profile) -> list[int]:
        blocks: list[list[int]] = []
        for text in set(search_keys(profile)):
            known = self._keys.get(hash(text))
            if known is not None:
                blocks.append(known if isinstance(known, list) else [known])
        blocks.sort(key=len)
        near: dict[int, None] = {}
        for block in blocks:
            if near and len(near) + len(block) > _SEARCHED:
                break
            near.update(dict.fromkeys(block[:_SEARCHED]))
        return list(near)


def _name_of(profile: Profile) -> str:
    if profile.last or profile.first:
        return (profile.last or profile.first).joined  # type: ignore[union-attr]
    return profile.organisation

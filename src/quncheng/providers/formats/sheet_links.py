"""Predecessors as people write them, by row number, outline number or title, once all tasks are known."""

from dataclasses import dataclass, field

from quncheng.engine.exchange_types import CellValue, ExchangeLink, ExchangeTask, RemarkReason, Remarks
from quncheng.engine.types import NO_LAG, LinkType
from quncheng.providers.formats.sheet_cells import WrittenLink, plain, read_links

SEVERAL = -1


@dataclass(slots=True)
class LinkReader:
    _by_number: dict[str, int] = field(default_factory=dict[str, int])
    _by_wbs: dict[str, int] = field(default_factory=dict[str, int])
    _by_title: dict[str, int] = field(default_factory=dict[str, int])
    _wanted: list[tuple[int, CellValue, int]] = field(default_factory=list[tuple[int, CellValue, int]])
    _count: int = 0

    def know(self, task: ExchangeTask, *, number: str, wbs: str) -> None:
        self._count += 1
        for names, name in ((self._by_number, number), (self._by_wbs, wbs), (self._by_title, plain(task.title))):
            if name:
                names[name] = SEVERAL if name in names else task.uid

    def want(self, uid: int, cell: CellValue, *, row: int) -> None:
        self._wanted.append((uid, cell, row))

    def links(self, remarks: Remarks, place: str) -> tuple[ExchangeLink, ...]:
        kept: dict[tuple[int, int], ExchangeLink] = {}
        for successor, cell, row in self._wanted:
            for written in self._written(cell):
                predecessor = self._find(written.task)
                if predecessor is None or predecessor == successor:
                    remarks.add(RemarkReason.UNKNOWN_TASK, place, line=row, value=written.task)
                elif predecessor == SEVERAL:
                    remarks.add(RemarkReason.AMBIGUOUS_TASK, place, line=row, value=written.task)
                elif (predecessor, successor) in kept:
                    remarks.add(RemarkReason.REPEATED, place, line=row, value=written.task)
                else:
                    link = ExchangeLink(predecessor, successor, written.type, written.lag)
                    kept[predecessor, successor] = link
        return tuple(kept.values())

    def _written(self, cell: CellValue) -> list[WrittenLink]:
        # A title may hold a comma.
        if plain(cell) in self._by_title:
            return [WrittenLink(plain(cell), LinkType.FS, NO_LAG)]
        return list(read_links(cell))

    def _find(self, name: str) -> int | None:
        for names in (self._by_number, self._by_wbs, self._by_title):
            if name in names:
                return names[name]
        # Without a column of numbers people count the tasks.
        if not self._by_number and name.isdecimal() and len(name) < 7 and 0 < int(name) <= self._count:
            return int(name)
        return None

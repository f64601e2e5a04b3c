"""The forward pass: where links, constraints and facts put every node, or those that a change moves."""

from collections.abc import Iterable, Sequence

from quncheng.engine.network import LOWEST, Crossing, Hold, Network

# What holds a start, where it is not the end of a predecessor.
BY_PROJECT_START = -1
BY_HOLD = -2
BY_LATENESS = -3
BY_CHILDREN = -4


class Placement:
    """The ends of all nodes in working minutes of their calendars, and what holds each start."""

    __slots__ = ("drivers", "ends", "floors", "holds", "is_special", "late_starts", "network")

    def __init__(
        self,
        network: Network,
        *,
        floors: list[int] | None = None,
        holds: dict[int, Hold] | None = None,
        late_starts: dict[int, int] | None = None,
    ) -> None:
        self.network = network
        self.floors = network.floors if floors is None else floors
        self.holds = network.holds if holds is None else holds
        self.late_starts = late_starts or {}
        """Where tasks begin that are placed as late as possible."""
        self.is_special = network.is_special
        if holds is not None:
            self.is_special = bytearray(network.is_special)
            for node in holds:
                self.is_special[node] = 1
        self.ends: list[int] = [0] * (2 * len(network.order))
        self.drivers = [BY_PROJECT_START] * len(network.order)

    def copy_for(self, network: Network) -> "Placement":
        """The same places for a network that differs a little; `replace_from` brings them up to date."""
        copy = Placement.__new__(Placement)
        copy.network, copy.floors, copy.holds = network, network.floors, network.holds
        copy.is_special, copy.late_starts = network.is_special, self.late_starts
        copy.ends, copy.drivers = self.ends[:], self.drivers[:]
        return copy

    def place_all(self) -> "Placement":
        network, ends, drivers = self.network, self.ends, self.drivers
        incoming, durations, floors, is_special = network.incoming, network.durations, self.floors, self.is_special
        for node in network.order:
            if is_special[node]:
                ends[2 * node], ends[2 * node + 1], drivers[node] = self._place_special(node)
                continue
            start, driver = floors[node], BY_PROJECT_START
            for end, lag in incoming[node]:
                bound = ends[end] + lag
                if bound > start:
                    start, driver = bound, end
            drivers[node] = driver
            node += node
            ends[node] = start
            ends[node + 1] = start + durations[node >> 1]
        return self

    def replace_from(self, nodes: Iterable[int]) -> list[int]:
        """Place these nodes anew and everything behind them that moves; returns what may have moved."""
        network, ends, drivers = self.network, self.ends, self.drivers
        edited = set(nodes)
        rank, order, successors, is_special = network.rank, network.order, network.successors, self.is_special
        waiting = bytearray(len(order))
        for node in edited:
            waiting[rank[node]] = 1
        moved: list[int] = []
        place = waiting.find(1)
        while place >= 0:
            waiting[place] = 0
            node = order[place]
            start, finish, driver = self._place_special(node) if is_special[node] else self._place_plain(node)
            # The same working minute can be another moment: before or after the weekend, or on a day off.
            is_same = start == ends[2 * node] and finish == ends[2 * node + 1] and driver == drivers[node]
            if not is_same or node in edited or driver == BY_CHILDREN:
                ends[2 * node], ends[2 * node + 1], drivers[node] = start, finish, driver
                moved.append(node)
                for after in successors[node]:
                    waiting[rank[after]] = 1
            place = waiting.find(1, place)
        return moved

    def moment_of_start(self, node: int) -> int:
        """On the clock on the wall. A summary begins with the first of its subtasks."""
        network = self.network
        children = network.children.get(node)
        if children is not None:
            return min(map(self.moment_of_start, children))
        hold = self.holds.get(node)
        if hold is not None and hold.shown_start is not None and self.drivers[node] == BY_HOLD:
            return hold.shown_start
        if network.durations[node] == 0:
            return self._moment_of_event(node)
        return network.clock(node).start(self.ends[2 * node])

    def moment_of_finish(self, node: int) -> int:
        """On the clock on the wall. A summary ends with the last of its subtasks."""
        network = self.network
        children = network.children.get(node)
        if children is not None:
            return max(map(self.moment_of_finish, children))
        hold = self.holds.get(node)
        if hold is not None and hold.shown_finish is not None and self.drivers[node] == BY_HOLD:
            return hold.shown_finish
        if network.durations[node] == 0:
            return self._moment_of_event(node)
        return network.clock(node).finish(self.ends[2 * node + 1])

    def bound_of(self, node: int, crossing: Crossing) -> int:
        """The start a crossing asks of a node."""
        network, end = self.network, crossing.end
        clock, before = network.clocks[network.clock_of[node]], end >> 1
        if not network.durations[before] or before in self.holds:
            moment = self.moment_of_finish(before) if end & 1 else self.moment_of_start(before)
        else:
            own = network.clocks[network.clock_of[before]]
            moment = own.start(self.ends[end] - 1) + 1 if end & 1 else own.start(self.ends[end])
        start = clock.until(moment)
        if crossing.holds_finish:
            start -= network.durations[node]
        if not crossing.is_elapsed:
            return start + crossing.lag
        # As Microsoft Project does, the lag counts from the start that the other end asks for.
        return clock.until((clock.start(start) if crossing.holds_finish else moment) + crossing.lag)

    def _place_plain(self, node: int) -> tuple[int, int, int]:
        start, driver, ends = self.floors[node], BY_PROJECT_START, self.ends
        for end, lag in self.network.incoming[node]:
            bound = ends[end] + lag
            if bound > start:
                start, driver = bound, end
        return start, start + self.network.durations[node], driver

    def _place_special(self, node: int) -> tuple[int, int, int]:
        network = self.network
        children = network.children.get(node)
        if children is not None:
            return self._roll_up(node, children)
        start, _, driver = self._place_plain(node)
        for crossing in network.crossings.get(node, ()):
            bound = self.bound_of(node, crossing)
            if bound > start:
                start, driver = bound, crossing.end
        late_start = self.late_starts.get(node, LOWEST)
        if late_start > start:
            start, driver = late_start, BY_LATENESS
        hold = self.holds.get(node)
        if hold is None:
            return start, start + network.durations[node], driver
        return _held(hold, start, driver=driver, duration=network.durations[node])

    def _roll_up(self, node: int, children: Sequence[int]) -> tuple[int, int, int]:
        network, ends = self.network, self.ends
        number = network.clock_of[node]
        if all(network.clock_of[child] == number for child in children):
            starts = [ends[2 * child] for child in children]
            finishes = [ends[2 * child + 1] for child in children]
        else:
            clock = network.clocks[number]
            starts = [clock.until(self.moment_of_start(child)) for child in children]
            finishes = [clock.until(self.moment_of_finish(child)) for child in children]
        return min(starts), max(finishes), BY_CHILDREN

    def _moment_of_event(self, node: int) -> int:
        # An event happens when what it waits for ends; at the start of the project, or with a start, work begins there.
        network, worked, driver = self.network, self.ends[2 * node], self.drivers[node]
        clock = network.clock(node)
        begins = worked == network.begins[network.clock_of[node]] or (driver >= 0 and not driver & 1)
        return clock.start(worked) if begins else clock.finish(worked)


def _held(hold: Hold, start: int, *, driver: int, duration: int) -> tuple[int, int, int]:
    if hold.start is not None:
        return hold.start, hold.start + duration if hold.finish is None else hold.finish, BY_HOLD
    if hold.at_least is not None and hold.at_least > start:
        start, driver = hold.at_least, BY_HOLD
    if hold.at_most is not None and hold.at_most < start:
        start, driver = hold.at_most, BY_HOLD
    return start, start + duration, driver

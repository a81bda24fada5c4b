"""Everything that binding has noted of a file: what is edited must be free of it."""

from ..binding import Binding
from ..problem import Problem


def noted(binding: Binding) -> list[Problem]:
    """The faults of a file's shape."""
    return [*binding.problems, *binding.slips]

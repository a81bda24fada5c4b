"""The comments of a pull request on GitHub or a merge request on GitLab: find ours, write it, write it anew."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

MARKER = "<!-- dutybook review -->"
# What a forge takes as one comment, in characters.
MOST = 60_000
PAGE = 100


class Proposed(NamedTuple):
    """A request to merge: its number, the commit it proposes, the branch it is meant for."""

    number: int
    head: str
    base: str


class GitHub:
    """A repository on GitHub or GitHub Enterprise. Raises urllib.error.HTTPError for what it refuses."""

    def __init__(self, api: str, repository: str, token: str) -> None:
        self._home = f"{api.rstrip('/')}/repos/{repository}"
        self._headers = {"Authorization": f"Bearer {token}", "Accept": "application/vnd.github+json"}

    def proposed(self, owner: str, branch: str, head: str) -> Proposed | None:
        """The open request of a branch whose last commit is this one; None where it has moved on or is closed."""
        query = urlencode({"state": "open", "head": f"{owner}:{branch}"})
        for each in _pages(f"{self._home}/pulls?{query}", self._headers):
            if each["head"]["sha"] == head:
                return Proposed(each["number"], head, each["base"]["ref"])
        return None

    def fetch_from(self, number: int) -> str:
        """The name under which git finds the commits of a request."""
        return f"refs/pull/{number}/head"

    def say(self, number: int, text: str) -> str:
        """Makes our comment say something, writing it where there is none; gives `written`, `changed` or `same`."""
        body = commented(text)
        for each in _pages(f"{self._home}/issues/{number}/comments?", self._headers):
            if each["body"].startswith(MARKER) and each["user"]["type"] == "Bot":
                if each["body"] == body:
                    return "same"
                _send("PATCH", f"{self._home}/issues/comments/{each['id']}", self._headers, {"body": body})
                return "changed"
        _send("POST", f"{self._home}/issues/{number}/comments", self._headers, {"body": body})
        return "written"


class GitLab:
    """A project on GitLab. The token needs the scope api. Raises urllib.error.HTTPError for what it refuses."""

    def __init__(self, api: str, project: str, token: str) -> None:
        self._home = f"{api.rstrip('/')}/projects/{quote(project, safe='')}"
        self._headers = {"PRIVATE-TOKEN": token}

    def say(self, number: int, text: str) -> str:
        """As GitHub.say, for the notes of a merge request that this token's user wrote."""
        body = commented(text)
        notes = f"{self._home}/merge_requests/{number}/notes"
        own = _get(f"{self._home.rpartition('/projects/')[0]}/user", self._headers)["id"]
        for each in _pages(f"{notes}?", self._headers):
            if each["body"].startswith(MARKER) and each["author"]["id"] == own:
                if each["body"] == body:
                    return "same"
                _send("PUT", f"{notes}/{each['id']}", self._headers, {"body": body})
                return "changed"
        _send("POST", notes, self._headers, {"body": body})
        return "written"


def commented(text: str) -> str:
    """A text as our comment: with the marker by which it is found again, cut at a line where it is too long."""
    body = f"{MARKER}\n{text.strip()}\n"
    if len(body) <= MOST:
        return body
    return body[:MOST].rpartition("\n")[0] + "\n\n…\n"


def _pages(address: str, headers: dict[str, str]) -> Iterator[Any]:
    """Everything that a list holds, page by page."""
    page = 1
    while True:
        found = _get(f"{address}{'' if address.endswith('?') else '&'}per_page={PAGE}&page={page}", headers)
        yield from found
        if len(found) < PAGE:
            return
        page += 1


def _get(address: str, headers: dict[str, str]) -> Any:
    with urlopen(Request(address, headers=headers), timeout=30) as answer:
        return json.load(answer)


def _send(method: str, address: str, headers: dict[str, str], said: dict[str, str]) -> None:
    data = json.dumps(said).encode()
    request = Request(address, data=data, method=method, headers=headers | {"Content-Type": "application/json"})
    with urlopen(request, timeout=30) as answer:
        answer.read()

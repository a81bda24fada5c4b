"""Says below a pull or merge request what the change means to people. Run by CI, from a checkout of the main branch.

The change is fetched as git objects and read by this checkout's dutybook: nothing of it is executed. On GitHub the
environment holds HEAD_SHA, HEAD_OWNER and HEAD_BRANCH; on GitLab its own CI variables. FORGE_TOKEN may write comments,
SITE_URL is the published site, RUN_URL leads to the preview, DUTYBOOK_LANG is the language.
"""

import os
import re
import subprocess
import sys
from base64 import b64encode
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from forge import GitHub, GitLab

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Writes the review as a comment; says on the way what was done."""
    return on_gitlab() if "CI_MERGE_REQUEST_IID" in os.environ else on_github()


def on_github() -> int:
    """The request whose checks have just ended."""
    forge = GitHub(os.environ["GITHUB_API_URL"], os.environ["GITHUB_REPOSITORY"], os.environ["FORGE_TOKEN"])
    request = forge.proposed(os.environ["HEAD_OWNER"], os.environ["HEAD_BRANCH"], os.environ["HEAD_SHA"])
    if request is None:
        print("no open request has this commit as its last one: nothing to say")
        return 0
    fetch(forge.fetch_from(request.number))
    base = git("merge-base", f"origin/{request.base}", request.head)
    print(f"#{request.number}: {forge.say(request.number, review(base, request.head))}")
    return 0


def on_gitlab() -> int:
    """The merge request that this pipeline belongs to. Without a token the review is printed and kept as a file."""
    base, head = os.environ["CI_MERGE_REQUEST_DIFF_BASE_SHA"], os.environ["CI_COMMIT_SHA"]
    text = review(base, head)
    Path("review.md").write_text(text, "utf-8")
    if not os.environ.get("FORGE_TOKEN"):
        print(text)
        return 0
    forge = GitLab(os.environ["CI_API_V4_URL"], os.environ["CI_PROJECT_PATH"], os.environ["FORGE_TOKEN"])
    number = int(os.environ["CI_MERGE_REQUEST_IID"])
    print(f"!{number}: {forge.say(number, text)}")
    return 0


def review(base: str, head: str) -> str:
    """What the change means, or that the handbook has errors first; and where its preview is."""
    said = words()
    command = [*dutybook(), "diff", base, head, "--format", "md", "--lang", language()]
    told = subprocess.run(
        [*command, "--site", os.environ.get("SITE_URL", "")],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    text = told.stdout if told.returncode == 0 else f"{said['faulty']}\n\n{fenced(told.stderr)}"
    run = os.environ.get("RUN_URL", "")
    return f"{text.strip()}\n\n{said['preview'].format(address=run)}\n" if run else f"{text.strip()}\n"


def fenced(text: str) -> str:
    """A text as a block that nothing in it can end."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text.strip()}\n{fence}"


def fetch(name: str) -> None:
    """Fetches commits without checking anything out. The token goes by environment, so that no process list shows it."""
    token = b64encode(f"x-access-token:{os.environ['FORGE_TOKEN']}".encode()).decode()
    secret = {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "http.extraHeader",
        "GIT_CONFIG_VALUE_0": f"Authorization: Basic {token}",
    }
    subprocess.run(
        ["git", "fetch", "--quiet", "--no-tags", "origin", name], cwd=ROOT, env=os.environ | secret, check=True
    )


def git(*words: str) -> str:
    """What git prints."""
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout.strip()


def dutybook() -> list[str]:
    """The command of this checkout."""
    return [sys.executable, "-m", "dutybook"]


def language() -> str:
    """The language of the review."""
    return os.environ.get("DUTYBOOK_LANG", "zh")


def words() -> Any:
    """What is said around a review."""
    from dutybook.appearance import words_of

    return words_of(ROOT, language())["how-to-edit"]["comment"]


if __name__ == "__main__":
    sys.exit(main())

"""What docs/hosting.md says: its commands build a site, and its limits are those of the code."""

import os
import re
import subprocess
import tomllib
from pathlib import Path
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen

import pytest
import yaml

from onrecord import __version__
from onrecord.content.config import read_config
from onrecord.publish.hosts import HOSTS
from onrecord.publish.page_links import read_links
from onrecord.scaffold import start_project
from tests.support.projects import CONFIG, build, write_project
from tests.support.repository import ROOT, run_python
from tests.support.server import serve_folder
from tests.support.user import git, install_command

DOCUMENT = (ROOT / "docs/hosting.md").read_text(encoding="utf-8")
# ```sh … ```
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
INSTALLATION = f'pip install "on-record[cards]=={__version__}"'
ADDRESS = "https://record.pages.dev/"


def block(language: str) -> str:
    return next(
        found["text"] for found in BLOCK.finditer(DOCUMENT) if found["language"] == language
    )


def commands() -> dict[str, str]:
    """Return the commands of each host that builds from a repository."""
    settings = tomllib.loads(block("toml"))["build"]
    assert settings["publish"] == "site"
    return {"Cloudflare Pages": block("sh"), "Netlify": settings["command"]}


@pytest.mark.parametrize("host", list(commands()))
@pytest.mark.parametrize("is_recorded", [True, False])
def test_the_commands_of_a_host_publish_what_is_recorded(
    host: str, is_recorded: bool, tmp_path: Path
) -> None:
    project = tmp_path / "project"
    start_project(project)
    git("init", folder=project)
    if is_recorded:
        assert build(project).returncode == 0
    git("add", ".", folder=project)
    git("commit", "--message", "Begin", folder=project)

    done = run(commands()[host], project)

    assert done.returncode == (0 if is_recorded else 1), done.stdout
    assert done.stdout.endswith("?? transcripts/permalinks/\n") is not is_recorded
    home = (project / "site/index.html").read_text("utf-8")
    assert f'<link rel="canonical" href="{ADDRESS}">' in home


def run(command: str, project: Path) -> subprocess.CompletedProcess[str]:
    """Run the command as a host does, without the installation."""
    assert command.count(INSTALLATION) == 1
    path = install_command(project.parent / "bin").parent
    return subprocess.run(
        ["sh", "-c", command.replace(INSTALLATION, "true")],
        cwd=project,
        env={"PATH": f"{path}{os.pathsep}{os.environ['PATH']}", "URL": ADDRESS.rstrip("/")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def test_the_table_has_the_limits_that_are_checked() -> None:
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (.*?) \| \[", DOCUMENT, re.MULTILINE))
    assert rows == {
        "github-pages": "1 GB in all",
        "cloudflare-pages": "20,000 files in the free plan (100,000 in others), 25 MiB a file",
        "netlify": "54,000 files in a folder",
    }
    assert HOSTS["github-pages"].size == 10**9
    assert (HOSTS["cloudflare-pages"].files, HOSTS["cloudflare-pages"].file_size) == (
        20_000,
        25 * 2**20,
    )
    assert HOSTS["netlify"].files_in_folder == 54_000


def test_the_settings_for_fewer_files_are_valid() -> None:
    settings = yaml.safe_load(block("yaml"))
    site = settings.pop("site")
    whole = yaml.safe_load(CONFIG) | settings
    whole["site"] |= site
    config = read_config(yaml.safe_dump(whole), path="config.yaml", phrase_error=lambda _: None)
    assert not config.has_answer_pages
    assert config.downloads == ("txt", "json")
    assert not config.site.pictures


@pytest.mark.parametrize("prefix", ["", "record", "deep/below"])
def test_every_link_of_a_site_works_below_any_folder_of_a_server(
    prefix: str, tmp_path: Path
) -> None:
    project = write_project(tmp_path, {})
    assert build(project).returncode == 0
    with serve_folder(project / "site", prefix=prefix) as root:
        seen, left = set[str](), [root]
        while left:
            address = left.pop()
            if address in seen:
                continue
            seen.add(address)
            with urlopen(address) as answer:  # HTTPError if there is nothing
                content = answer.read()
            if address.endswith("/"):
                links = (urljoin(address, link) for link in read_links(content).links)
                left += [urldefrag(link).url for link in links if link.startswith(root)]
    assert f"{root}statements/2021-02-26-water/answer-1/" in seen
    assert f"{root}static/scripts/search.js" in seen


def test_the_page_for_what_is_missing_links_to_the_folder_of_the_site(tmp_path: Path) -> None:
    """A server sends it for any address, so that relative links would not work."""
    project = write_project(tmp_path, {})
    address = "https://example.org/record/"
    done = run_python("build.py", "--project", project, "--address", address)
    assert done.returncode == 0
    links = read_links((project / "site/404.html").read_bytes()).links
    assert "/record/static/styles/site.css" in links
    assert all(link.startswith(("/record/", "#", "https://")) for link in links)

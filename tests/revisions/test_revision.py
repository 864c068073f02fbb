"""The earlier state is found through rebase, squash and shallow clones, and its absence is said in plain words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from macros.cli import Stop
from macros.cli.revision import NothingToCompare, checked_out

GARDEN = "data/commitments/garden.yaml"
REMOVED = "    rests_on: [ground-broken]\n"


def said(root: Path, revision: str, *, exact: bool = False) -> str:
    with checked_out(root, revision, exact=exact) as past:
        return past.said


def test_the_files_are_those_of_the_revision(repository) -> None:
    before = repository.text()
    repository.replace("Plant a town garden", "Plant a garden")
    repository.commit()

    with checked_out(repository.root, "HEAD~1") as past:
        folder = past.root
        assert (past.root / GARDEN).read_text(encoding="utf-8") == before
        assert (past.root / "seeds" / "2025-03-10-council-minutes.txt").exists()
        assert not (past.root / ".git").exists()
    assert not folder.exists()
    assert "Plant a garden" in repository.text()


def test_names_with_other_letters_and_empty_files_are_kept(repository) -> None:
    repository.write("", "seeds/2025-é è.txt")
    repository.write("a\n\nb", "seeds/z.txt")
    repository.commit()

    with checked_out(repository.root, "HEAD") as past:
        assert (past.root / "seeds" / "2025-é è.txt").read_bytes() == b""
        assert (past.root / "seeds" / "z.txt").read_bytes() == b"a\n\nb"


def test_links_are_left_out(repository) -> None:
    (repository.root / "data" / "commitments" / "link.yaml").symlink_to("/etc/hostname")
    repository.commit()

    with checked_out(repository.root, "HEAD") as past:
        assert not (past.root / "data" / "commitments" / "link.yaml").exists()


def test_the_project_may_stand_below_the_top(repository) -> None:
    top = repository.root.parent / "top"
    top.mkdir()
    (repository.root / ".git").rename(top / ".git")
    repository.root.rename(top / "project")
    repository.root = top
    repository.commit("Move everything down")

    with checked_out(top / "project", "HEAD") as past:
        assert (past.root / GARDEN).exists()


def test_a_branch_is_compared_with_where_it_left(repository) -> None:
    """What was merged into main meanwhile is not missing from the branch."""
    start = repository.git("rev-parse", "HEAD")
    repository.git("switch", "--quiet", "--create", "branch")
    repository.git("switch", "--quiet", "main")
    repository.replace(REMOVED, REMOVED + "searches:\n  - {date: 2026-11-01, places: [a], words: [b], found: None.}\n")
    repository.commit("Log a search")
    repository.git("switch", "--quiet", "branch")

    assert said(repository.root, "main") == f"{start[:10]}, where this branch left main"
    assert repository.codes("main") == []
    assert [problem.code for problem in repository.lost("main", exact=True)] == ["APP001"]


def test_a_rebase_changes_nothing(repository) -> None:
    repository.git("switch", "--quiet", "--create", "branch")
    repository.replace(REMOVED, "")
    repository.commit("Lose something")
    repository.git("switch", "--quiet", "main")
    repository.write("Other\n", "README.md")
    repository.commit("Another file")
    repository.git("switch", "--quiet", "branch")
    before = repository.lost("main")
    repository.git("rebase", "--quiet", "main")

    assert repository.lost("main") == before
    assert [problem.code for problem in before] == ["APP001"]


def test_a_squash_changes_nothing(repository) -> None:
    """Only the two ends are compared: what one commit loses and the next gives back was never lost."""
    text = repository.text()
    repository.git("switch", "--quiet", "--create", "branch")
    repository.replace(REMOVED, "")
    repository.commit("Lose something")
    assert repository.codes("main") == ["APP001"]
    repository.write(text)
    repository.commit("Give it back")
    assert repository.codes("main") == []
    repository.git("switch", "--quiet", "main")
    repository.git("merge", "--quiet", "--squash", "branch")
    repository.commit("Both in one")

    assert repository.codes("HEAD~1") == []


def test_a_shallow_clone_is_compared_with_what_it_has(repository, clone: Callable) -> None:
    repository.replace(REMOVED, "")
    repository.commit("Lose something")
    shallow = clone(repository, "--depth=2")

    assert shallow.codes("HEAD~1") == ["APP001"]


def test_a_shallow_clone_without_the_revision_says_how_to_get_it(repository, clone: Callable) -> None:
    repository.commit("Another one")
    shallow = clone(repository, "--depth=1")

    with pytest.raises(Stop, match="shallow clone without 'HEAD~1'; get it with `git fetch --unshallow`"):
        said(shallow.root, "HEAD~1")


def test_two_shallow_tips_are_compared_with_each_other(repository, clone: Callable) -> None:
    """As on GitHub, where base and head are fetched with a depth of one and their common commit is not there."""
    repository.git("switch", "--quiet", "--create", "branch")
    repository.replace(REMOVED, "")
    repository.commit("Lose something")
    shallow = clone(repository, "--depth=1", "--branch=branch")
    shallow.git("fetch", "--quiet", "--depth=1", "origin", "main:main")

    assert "itself, as no commit before both of them is here" in said(shallow.root, "main")
    assert shallow.codes("main") == ["APP001"]


@pytest.mark.parametrize("revision", ["HEAD~1", "HEAD^", "@~1"])
def test_a_first_commit_has_nothing_to_compare_with(repository, revision: str) -> None:
    with pytest.raises(NothingToCompare, match="this is the first commit"):
        said(repository.root, revision)


def test_a_new_branch_has_nothing_to_compare_with(repository) -> None:
    """GitHub names forty zeros as the commit before the first push of a branch."""
    with pytest.raises(NothingToCompare, match="the branch is new"):
        said(repository.root, "0" * 40)


def test_no_commit_at_all_is_nothing_to_compare_with(repository) -> None:
    repository.git("checkout", "--quiet", "--orphan", "new")

    with pytest.raises(NothingToCompare, match="nothing has been committed yet"):
        said(repository.root, "HEAD")


def test_a_time_before_the_record_is_nothing_to_compare_with(repository) -> None:
    repository.git("checkout", "--quiet", "--orphan", "empty")
    repository.git("rm", "--quiet", "-r", "--force", "--cached", ".")
    repository.git("commit", "--quiet", "--allow-empty", "--message", "Nothing")

    with pytest.raises(NothingToCompare, match="there was no record at empty"):
        said(repository.root, "empty")


@pytest.mark.parametrize("revision", ["nope", "--help", "-h", "main:data", "HEAD..main", "", "a b", "\n"])
def test_an_unknown_revision_is_said_to_be_unknown(repository, revision: str) -> None:
    with pytest.raises(Stop, match="git does not know"):
        said(repository.root, revision)


def test_without_a_repository_nothing_can_be_compared(folder: Path) -> None:
    with pytest.raises(Stop, match="is in no git repository"):
        said(folder, "HEAD")


def test_without_git_nothing_can_be_compared(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(Stop, match="git is not installed"):
        said(folder, "HEAD")

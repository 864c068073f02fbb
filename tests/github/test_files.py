"""What stands in .github: every file has the shape that GitHub reads, and the workflows keep our rules."""

from __future__ import annotations

import ast
import fnmatch
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.checks import vocabularies
from macros.contribute.forms import filled, with_choices
from macros.model.vocabulary import Codelist, CodelistValue

PROJECT = Path(__file__).parent.parent.parent
GITHUB = PROJECT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(file for file in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if file.name != "config.yml")
TOOLS = Path(sys.executable).parent
SHAPES = [
    *((file, "github-workflows") for file in WORKFLOWS),
    *((file, "github-issue-forms") for file in FORMS),
    (GITHUB / "ISSUE_TEMPLATE" / "config.yml", "github-issue-config"),
    (GITHUB / "dependabot.yml", "dependabot"),
]
PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
# The only jobs whose token may write, and what it may write.
MAY_WRITE = {
    ("deploy", "attest"): {"attestations", "id-token"},
    ("deploy", "publish"): {"pages", "id-token"},
    ("companion-post", "post"): {"issues", "pull-requests"},
    ("weekly", "tell"): {"issues"},
    ("intake", "propose"): {"contents", "issues", "pull-requests"},
}


def ran(*command: str) -> subprocess.CompletedProcess[str]:
    tool, *rest = command
    return subprocess.run([str(TOOLS / tool), *rest], cwd=PROJECT, capture_output=True, text=True, timeout=60)


def jobs() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for file in WORKFLOWS:
        tree = yaml.load(file.read_text(), Loader=yaml.BaseLoader)
        yield from ((file.stem, name, job) for name, job in tree["jobs"].items())


JOBS = list(jobs())
JOB_IDS = [f"{flow}-{name}" for flow, name, _ in JOBS]
every_job = pytest.mark.parametrize(("flow", "name", "job"), JOBS, ids=JOB_IDS)


@pytest.mark.parametrize(("file", "schema"), SHAPES, ids=lambda item: getattr(item, "stem", item))
def test_file_has_the_shape_that_github_reads(file: Path, schema: str) -> None:
    done = ran("check-jsonschema", "--builtin-schema", f"vendor.{schema}", str(file))

    assert done.returncode == 0, done.stdout


def test_actionlint_finds_nothing() -> None:
    done = ran("actionlint", "-no-color", *map(str, WORKFLOWS))

    assert (done.returncode, done.stdout) == (0, "")


def test_zizmor_finds_nothing() -> None:
    done = ran("zizmor", "--offline", "--no-progress", "--persona", "pedantic", ".github")

    assert done.returncode == 0, done.stdout
    assert "No findings to report" in done.stdout


def test_every_exception_of_zizmor_is_needed_and_has_a_reason(tmp_path: Path) -> None:
    """Without its configuration, zizmor finds exactly what the configuration excuses."""
    text = (GITHUB / "zizmor.yml").read_text()
    excused = {(rule, file) for rule, entry in yaml.safe_load(text)["rules"].items() for file in entry["ignore"]}
    done = ran(
        "zizmor",
        "--offline",
        "--no-progress",
        "--color=never",
        "--no-config",
        "--persona",
        "pedantic",
        "--format=plain",
        ".github",
    )
    found = re.findall(r"^\w+\[([\w-]+)\].*\n\s+--> \S+/([\w.-]+):", done.stdout, re.MULTILINE)

    assert set(found) == excused
    for _, file in excused:
        assert re.search(rf"^ +# .+\n +- {re.escape(file)}$", text, re.MULTILINE), f"{file} has no reason"


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_actions_are_pinned_by_commit_with_their_version(file: Path) -> None:
    used = re.findall(r"uses: .*", file.read_text())

    assert used
    assert not [line for line in used if not PINNED.fullmatch(line)]


def test_an_action_has_one_version_everywhere() -> None:
    used = {line for file in WORKFLOWS for line in re.findall(r"uses: (.*)", file.read_text())}

    assert len({line.split("@")[0] for line in used}) == len(used)


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_nothing_is_allowed_unless_a_job_asks(file: Path) -> None:
    tree = yaml.load(file.read_text(), Loader=yaml.BaseLoader)

    assert tree["permissions"] == {}
    assert tree["concurrency"]["group"]
    assert "pull_request_target" not in tree["on"]


@every_job
def test_job_has_a_time_limit_and_its_own_permissions(flow: str, name: str, job: dict[str, Any]) -> None:
    assert 0 < int(job["timeout-minutes"]) <= 60
    assert job["permissions"]
    writes = {scope for scope, level in job["permissions"].items() if level == "write"}
    assert writes == MAY_WRITE.get((flow, name), set())


@every_job
def test_no_expression_stands_in_a_script(flow: str, name: str, job: dict[str, Any]) -> None:
    """What a stranger typed reaches a script only through the environment or a file."""
    assert not [step["run"] for step in job["steps"] if "${{" in step.get("run", "")]


@every_job
def test_the_environment_holds_no_text_of_a_stranger(flow: str, name: str, job: dict[str, Any]) -> None:
    """Hashes, numbers, the token and the address of the site; no title, body, branch or name of a person."""
    harmless = re.compile(
        r"\$\{\{ (github\.token|github\.event\.(pull_request\.base\.sha|before)|steps\.pages\.outputs\.base_url"
        r"|github\.event\.pull_request\.base\.sha \|\| github\.event\.before"
        r"|inputs\.(first|taken-off)) \}\}/?"  # ticks that an owner sets, true or false
    )
    given = [value for step in job["steps"] for value in step.get("env", {}).values()]

    assert not [value for value in given if not harmless.fullmatch(value)]


@every_job
def test_no_secret_but_the_token_of_the_run(flow: str, name: str, job: dict[str, Any]) -> None:
    assert "secrets." not in str(job)


@every_job
def test_checkout_keeps_no_credentials(flow: str, name: str, job: dict[str, Any]) -> None:
    checkouts = [step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]

    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


@every_job
def test_who_may_write_installs_nothing(flow: str, name: str, job: dict[str, Any]) -> None:
    if (flow, name) in MAY_WRITE:
        assert not [step for step in job["steps"] if re.search(r"\b(make|pip|tracker)\b", step.get("run", ""))]


@pytest.mark.parametrize("flow", ["check", "companion"])
def test_a_forks_code_meets_a_token_that_can_only_read(flow: str) -> None:
    allowed = [job["permissions"] for found, _, job in JOBS if found == flow]

    assert all(item == {"contents": "read"} for item in allowed)


@pytest.mark.parametrize("flow", ["deploy", "weekly", "intake"])
def test_first_job_never_runs_on_a_fork(flow: str) -> None:
    first = next(job for found, _, job in JOBS if found == flow)
    others = [job for found, _, job in JOBS if found == flow and job is not first]

    assert "github.event.repository.fork == false" in first["if"]
    assert all("needs" in job for job in others)


def test_check_runs_what_a_person_runs() -> None:
    _, _, job = next(item for item in JOBS if item[0] == "check")

    assert job["steps"][-1]["run"] == ".ci/run"


def test_the_base_judges_with_its_own_program_and_runs_nothing_of_the_head() -> None:
    job = next(job for flow, name, job in JOBS if (flow, name) == ("check", "base"))
    base, head = (step["with"] for step in job["steps"][:2])
    ran = [(step["working-directory"], step["run"].split()[0]) for step in job["steps"] if "run" in step]

    assert (base["ref"], base["path"], head["path"]) == ("${{ github.event.pull_request.base.sha }}", "base", "head")
    assert ran == [("base", "make"), ("head", "../base/.venv/bin/tracker")]
    assert job["if"] == "github.event_name == 'pull_request'"


@pytest.mark.parametrize("module", ["__init__", "github", "github_jobs", "pr_comment"])
def test_what_the_writing_jobs_run_needs_the_standard_library_only(module: str) -> None:
    """These jobs install nothing, so an import of anything else would fail there and only there."""
    tree = ast.parse((PROJECT / "macros" / "contribute" / f"{module}.py").read_text())
    found = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    found += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    ours = [name for name in found if name.startswith("macros")]

    assert {name.split(".")[0] for name in found} - {"macros"} <= sys.stdlib_module_names
    assert set(ours) <= {"macros.contribute.github", "macros.contribute.pr_comment"}


def tracked() -> list[str]:
    done = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def matches(pattern: str, path: str) -> bool:
    """Whether a pattern of the labeler fits: `*` stays in one folder, `**` does not, `{a,b}` is either."""
    alternatives = re.sub(r"\{([^}]*)\}", lambda match: "(?:" + match[1].replace(",", "|") + ")", pattern)
    expression = alternatives.replace(".", r"\.").replace("**/", "\0").replace("**", "\1").replace("*", "[^/]*")
    return bool(re.fullmatch(expression.replace("\0", "(?:.*/)?").replace("\1", ".*"), path))


def labels() -> dict[str, list[str]]:
    tree = yaml.safe_load((GITHUB / "labeler.yml").read_text())
    return {name: rules[0]["changed-files"][0]["any-glob-to-any-file"] for name, rules in tree.items()}


@pytest.mark.parametrize(("label", "pattern"), [(name, item) for name, found in labels().items() for item in found])
def test_every_pattern_of_a_label_fits_a_file(label: str, pattern: str) -> None:
    assert any(matches(pattern, path) for path in tracked())


def test_every_file_gets_a_label() -> None:
    patterns = [pattern for found in labels().values() for pattern in found]

    assert not [path for path in tracked() if not any(matches(pattern, path) for pattern in patterns)]


def owners(path: str) -> str:
    lines = (GITHUB / "CODEOWNERS").read_text().splitlines()
    rules = [line.split() for line in lines if line and not line.startswith("#")]
    return [owner for pattern, owner in rules if fits(pattern, path)][-1]


def fits(pattern: str, path: str) -> bool:
    whole = pattern.removeprefix("/")
    return path.startswith(whole) if whole.endswith("/") else fnmatch.fnmatch(path, whole)


@pytest.mark.parametrize(
    ("path", "team"),
    [
        ("data/commitments", "data-maintainers"),
        ("seeds/README.md", "data-maintainers"),
        ("data/schema/commitment.schema.json", "owners"),
        ("data/codelists/delivery.yaml", "owners"),
        ("data/policy.yaml", "owners"),
        ("data/office-holders.yaml", "owners"),
        ("macros/checks/status.py", "owners"),
        (".github/workflows/deploy.yml", "owners"),
        ("docs/help.md", "data-maintainers"),
        ("docs/method.md", "owners"),
    ],
)
def test_who_is_asked_to_review(path: str, team: str) -> None:
    assert (PROJECT / path).exists()
    assert owners(path) == f"@casey-audit-tracker/{team}"


@pytest.mark.parametrize("file", sorted((GITHUB / "PULL_REQUEST_TEMPLATE").glob("*.md")), ids=lambda file: file.stem)
def test_every_template_is_named_and_leads_to_its_guide(file: Path) -> None:
    guide = re.search(r"Guide: (docs/\S+\.md)", file.read_text())

    assert f"`&template={file.name}`" in (GITHUB / "PULL_REQUEST_TEMPLATE.md").read_text()
    assert guide
    assert (PROJECT / guide[1]).exists()


def test_lists_of_the_forms_are_those_of_the_codelists() -> None:
    """GitHub reads them in the forms, so they stand there; `tracker forms` writes them."""
    made = with_choices(PROJECT, vocabularies(PROJECT))

    assert {file: file.read_text(encoding="utf-8") for file in made} == made, "write them with: make forms"


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_every_list_of_a_form_names_its_codelist(file: Path) -> None:
    lists = re.findall(r"options:(.*)\n +- (?!label)", file.read_text(encoding="utf-8"))

    assert lists
    assert all((PROJECT / name.removeprefix(" # ")).exists() for name in lists)


def test_a_code_added_in_data_comes_into_the_forms() -> None:
    text = "options: # data/codelists/unit.yaml\n  - cases\nvalidations:\n"
    value = CodelistValue(code="hours", title="hours: whole ones", description="Hours.")
    added = Codelist(title="Unit", description="What one is.", values=(value,))

    assert filled(text, {"unit": added}) == text.replace("cases", '"hours: whole ones"')


def test_blank_issues_are_off() -> None:
    assert yaml.safe_load((GITHUB / "ISSUE_TEMPLATE" / "config.yml").read_text()) == {"blank_issues_enabled": False}


def test_updates_wait_before_they_come() -> None:
    updates = yaml.safe_load((GITHUB / "dependabot.yml").read_text())["updates"]

    assert {update["package-ecosystem"] for update in updates} == {"github-actions", "pip"}
    assert all(update["cooldown"]["default-days"] >= 7 for update in updates)


def test_every_step_that_runs_a_script_is_run_by_a_test(workflow: Callable[[str], dict[str, Any]]) -> None:
    """Only installing and the whole test run are left out: they are what a test runs in."""
    tests = "".join(file.read_text() for file in Path(__file__).parent.glob("test_*.py"))
    for file in WORKFLOWS:
        for name, job in workflow(file.stem)["jobs"].items():
            scripts = [step["name"] for step in job["steps"] if "run" in step]
            left = {"Run everything", "Build"}
            missing = [
                item for item in scripts if item not in left and f'"{file.stem}", "{name}", "{item}"' not in tests
            ]
            assert not missing, f"{file.name}: no test runs {missing}"

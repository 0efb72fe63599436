"""Which pages a run has to build: every page of the kinds asked for, where each may lead, and why it is stale."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any

from rehab.batch.fingerprints import Fingerprint, Settings, changed, page_fingerprint
from rehab.batch.groups import CHANGED_OUTSIDE, FAILED, FORCED, MISSING
from rehab.batch.inputs import has_changed
from rehab.batch.notebook_files import declared_parameters
from rehab.batch.record import Entry, Record
from rehab.batch.subjects import Address, Shelf, Subject, links_from
from rehab.catalog.kinds import Kind, Link, default_kinds, kinds
from rehab.catalog.registry import UnknownNameError
from rehab.catalog.texts import LANGUAGES
from rehab.disclosure.audiences import INTERNAL, PUBLIC
from rehab.pages.files.edited import WORD_SUFFIX
from rehab.store.digests import digest, json_digest, seals_of
from rehab.store.project import Project
from rehab.store.stored import Messages

LINKS = "links"
# What lies beside the workbooks, for pages that name it.
FOLDER = "folder"


@dataclass(frozen=True)
class Page:
    """One page, where it may lead, and why it has to be built; `messages` say why there can be none."""

    address: Address
    fingerprint: Fingerprint
    reasons: tuple[str, ...]
    parameters: tuple[str, ...]
    links: tuple[Link, ...] = ()
    messages: Messages = ()

    @property
    def key(self) -> str:
        """The page in the record: its file's name without ending."""
        return self.address.key

    @property
    def province(self) -> str:
        """Code of the province that it is about; empty for a page of the collection."""
        return self.address.subject.province


@dataclass(frozen=True)
class Options:
    """What was asked for, as far as it decides what comes out."""

    languages: tuple[str, ...]
    audience: str
    force: bool = False
    kinds: tuple[Kind, ...] = field(default_factory=default_kinds)

    def __post_init__(self) -> None:
        # What is not for an audience is never built for it, however the kinds were named.
        object.__setattr__(self, "kinds", tuple(kind for kind in self.kinds if self.audience in kind.audiences))


@dataclass(frozen=True)
class Holdings:
    """What a collection holds: its parts (entries of the reading record) by province, and their hashes.

    `strays` are the parts of files of which no province's figures could be had.
    """

    collection: str
    parts: Mapping[str, Mapping[str, Any]]
    strays: tuple[Mapping[str, Any], ...] = ()

    @classmethod
    def of(cls, collection: str, parts: Iterable[Mapping[str, Any]]) -> "Holdings":
        """Each province's part; a file that is named for a province and could not be read speaks only if none could."""
        found: dict[str, Mapping[str, Any]] = {}
        strays = []
        for part in parts:
            code = str(part["province"] or part["named"])
            if code and (part["province"] or code not in found):
                found[code] = part
            if not part["province"]:
                strays.append(part)
        return cls(collection, dict(sorted(found.items())), tuple(strays))

    @cached_property
    def digest(self) -> str:
        """The hash of all of it, files of no known province among them."""
        own = [*self.parts.items(), *((str(part["stem"]), part) for part in self.strays)]
        return digest(*(f"{name}={part['digest']}".encode() for name, part in own))

    def digest_of(self, province: str) -> str:
        """The hash of a province's tables; without code, of all; empty where it is not here."""
        if not province:
            return self.digest
        return str(self.parts[province]["digest"]) if province in self.parts else ""

    def messages_on(self, subject: Subject, audience: str) -> Messages:
        """What is wrong with a province's workbook, where it could not be read, as an audience may know it."""
        part = self.parts.get(subject.province)
        if part is None or part["province"]:
            return ()
        return tuple((vi, en) for vi, en in told_to(part, audience)["messages"])

    def said_in_house(self, address: Address) -> str:
        """The same for whoever runs the command, and must know the names of files that pages do not tell."""
        language = LANGUAGES.index(address.language)
        return " ".join(message[language] for message in self.messages_on(address.subject, INTERNAL))

    def subjects(self, kind: Kind, wanted: frozenset[str]) -> tuple[Subject, ...]:
        """What there are pages of a kind about, of all provinces or those wanted."""
        if not kind.is_of_province:
            return (Subject(self.collection),)
        return tuple(Subject(self.collection, code) for code in self.parts if not wanted or code in wanted)


def told_to(part: Mapping[str, Any], audience: str) -> Mapping[str, Any]:
    """What an audience may know of a part: its counts; of a file of no known province its name and what is wrong."""
    told: Mapping[str, Any] = part["public"] if audience == PUBLIC else part
    return told


def plan_pages(
    project: Project, holdings: Holdings, record: Record, options: Options, wanted: frozenset[str]
) -> list[Page]:
    """The pages asked for, kind by kind, by province and language."""
    asked = [
        Address(kind, subject, language)
        for kind in options.kinds
        for subject, language in product(holdings.subjects(kind, wanted), options.languages)
    ]
    there = Shelf([*asked, *pages_there(project, holdings, record, options.kinds)])
    settings = Settings(project.raw(holdings.collection))
    return [_planned(address, there, project, holdings, record, options, settings) for address in asked]


def pages_there(project: Project, holdings: Holdings, record: Record, own: Iterable[Kind]) -> list[Address]:
    """The pages on record that are there, of kinds that are known; `own` are kinds of this run."""
    folder = project.briefs(holdings.collection)
    found = []
    for entry in record:
        kind = _kind(entry["kind"], own)
        if kind and (entry["province"] in holdings.parts or not kind.is_of_province):
            address = Address(kind, Subject(holdings.collection, entry["province"]), entry["language"])
            if (folder / f"{address.key}.html").is_file():
                found.append(address)
    return found


def _kind(name: str, own: Iterable[Kind]) -> Kind | None:
    found = next((kind for kind in own if kind.name == name), None)
    if found:
        return found
    try:
        return kinds().get(name)
    except UnknownNameError:
        # Anybody's notebook that is not of this run: no page leads to its pages.
        return None


def _planned(
    address: Address,
    there: Shelf,
    project: Project,
    holdings: Holdings,
    record: Record,
    options: Options,
    settings: Settings,
) -> Page:
    notebook = project.notebook(address.kind.notebook)
    parameters = declared_parameters(notebook)
    links = links_from(address, there) if LINKS in parameters else ()
    subject = address.subject
    codes = [subject.province] if subject.province else sorted(holdings.parts)
    asked = {"language": address.language, "audience": options.audience}
    now = {
        **page_fingerprint(
            holdings.digest_of(subject.province), notebook, settings.targets(codes), asked, settings.nature
        ),
        LINKS: json_digest([asdict(link) for link in links]),
    }
    if not subject.province:
        now[FOLDER] = settings.beside
    known = record.get(address.key)
    reasons = changed(known["fingerprint"] if known else None, now)
    reasons = (
        reasons or _changed_beside(notebook.parent, holdings, known) or _spoilt(project, subject.collection, known)
    )
    reasons = reasons or ((FORCED,) if options.force else ())
    return Page(address, now, reasons, parameters, links, holdings.messages_on(subject, options.audience))


def _changed_beside(folder: Path, holdings: Holdings, known: Entry | None) -> tuple[str, ...]:
    """Why what a notebook was found to use, besides its own subject's tables, makes its page stale."""
    assert known is not None
    if any(has_changed(name, before, folder) for name, before in known["inputs"].items()):
        return ("inputs",)
    return ("data",) if any(holdings.digest_of(code) != old for code, old in known["used"].items()) else ()


def _spoilt(project: Project, collection: str, known: Entry | None) -> tuple[str, ...]:
    """Why a page that was built from just these things is not good enough all the same."""
    assert known is not None
    folder = project.briefs(collection)
    now = seals_of(folder, (folder / name for name in known["seals"]))
    if not all(now.values()):
        return (MISSING,)
    if any(now[name] != then for name, then in known["seals"].items() if not name.endswith(WORD_SUFFIX)):
        return (CHANGED_OUTSIDE,)
    return (FAILED,) if known.get("retry") else ()

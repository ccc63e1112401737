"""The JSON a document is made of. `render` takes these as plain dictionaries; README.md shows them with examples.

Sums are whole öre (`*_ore`, `ore`). Days are ISO dates, "2014-12-01". `Said` is a string in the document's language, or
text with its own language. Optional keys are `NotRequired`; a key that may be empty says `| None`.
"""

from typing import Literal, NotRequired, TypedDict

Language = Literal["sv", "en"]


class InLanguage(TypedDict):
    """Text in another language than the document, read aloud as such."""

    text: str
    lang: str


Said = str | InLanguage


class Party(TypedDict):
    """A recipient: a name and the lines under it."""

    name: Said
    lines: NotRequired[list[Said]]


class Pair(TypedDict):
    """One line of a summary list."""

    label: Said
    value: Said


class Assignment(TypedDict):
    """The decision the document answers to."""

    title: Said
    decided_on: str


class Approval(TypedDict):
    """Who prepared or approved the document, in what role, on what day."""

    role: str
    name: str
    on: str


class Sum(TypedDict):
    """A named amount."""

    label: Said
    ore: int


class SignedSum(Sum):
    """A line of a calculation; `ore` is not negative, the sign says what is done with it."""

    sign: Literal["+", "-"]


class Calculation(TypedDict):
    """Lines that must give the result to the öre, or no document is made."""

    lines: list[SignedSum]
    result: Sum


class AmountRow(Sum):
    """A row of an amount table; `detail` says what it rests on (voucher, activity)."""

    detail: NotRequired[Said | None]


class AmountTable(TypedDict):
    """Rows that must add up to `total_ore`, or no document is made."""

    title: Said
    rows: list[AmountRow]
    total_ore: int
    total_label: NotRequired[Said]


class Condition(TypedDict):
    """A condition on the money in our words, how it is met, and where in the decision it stands."""

    text: Said
    met: Said
    cited: Said


class DocumentData(TypedDict):
    """What every document needs. Without `dnr` (the decision's registration number) nothing is made.

    A `draft` says so on every page.
    """

    language: Language
    demo: bool
    dnr: str
    authority: Said
    date: str
    version: int
    replaces: NotRequired[str | None]
    recipient: Party
    assignment: Assignment
    prepared: NotRequired[Approval | None]
    approved: NotRequired[Approval | None]
    draft: NotRequired[bool]
    data_hash: str


class Letter(DocumentData):
    """A money document, template "letter". `title` is written when the kind's own name is not wanted."""

    kind: Literal["requisition", "repayment", "financial_account"]
    title: NotRequired[Said]
    own_dnr: NotRequired[str | None]
    claim: Sum
    appropriation: list[Pair]
    sum: NotRequired[Calculation | None]
    explanation: list[Said]
    tables: list[AmountTable]
    conditions: list[Condition]
    payment: NotRequired[list[Pair]]


class Query(TypedDict):
    """A frozen query: one number with its evidence. `source` says who measured what the ledger cannot count.

    `value` None means that nothing could be counted. The unit "öre" is shown as kronor. `taken_at` is an ISO time whose
    clock is shown as written ("2015-03-20T14:05:00+01:00"). Marks are numbered in the order of the list.
    """

    id: str
    name: Said
    definition: Said
    source: NotRequired[Said | None]
    value: int | float | str | None
    unit: NotRequired[str | None]
    taken_at: str
    ledger_position: int
    hash: str
    url: NotRequired[str | None]


class NumberRun(TypedDict):
    """A number in running text: the id of a query."""

    number: str


class TextRun(TypedDict):
    """Text that is stronger, typed exactly (`code`), in another language, or a link.

    On paper an "https://" address is written out after its text; an address within the site means nothing there.
    """

    text: str
    strong: NotRequired[bool]
    code: NotRequired[bool]
    lang: NotRequired[str]
    url: NotRequired[str]


BreakRun = TypedDict("BreakRun", {"break": bool})
"""A new line within the paragraph."""

Runs = str | list[str | TextRun | NumberRun | BreakRun]


class Paragraph(TypedDict):
    """Running text."""

    type: Literal["paragraph"]
    runs: Runs


class Heading(TypedDict):
    """A heading inside a section; `level` 1 is the one right under the section's own."""

    type: Literal["heading"]
    level: int
    text: Said


class Item(TypedDict):
    """A line of a list that holds more than running text: paragraphs, a list within the list."""

    blocks: "list[Block]"


class List(TypedDict):
    """Short lines, with dashes or (`ordered`) numbered from `start`."""

    type: Literal["list"]
    items: list[Runs | Item]
    ordered: NotRequired[bool]
    start: NotRequired[int]


class Quote(TypedDict):
    """Somebody else's words."""

    type: Literal["quote"]
    blocks: "list[Block]"


class Notice(TypedDict):
    """Something that must be seen."""

    type: Literal["notice"]
    kind: Literal["important", "note", "missing-notice", "ok"]
    runs: Runs


class ChartFigure(TypedDict):
    """A chart (drawn with headed=False) and its table. `asset` is the file name among the assets."""

    asset: str
    alt: str
    title: Said
    subtitle: Said
    source: Said
    table: list[list[str]]


class ChartBlock(ChartFigure):
    """A chart among blocks."""

    type: Literal["chart"]


class Column(TypedDict):
    """A column of a table; `width` is "1fr", "2fr" … or "auto". A label may be running text."""

    key: str
    label: Said | Runs
    kind: NotRequired[Literal["text", "kr", "number", "date"]]
    width: NotRequired[str]


Cell = Said | int | float | None | NumberRun | Runs


class TableBlock(TypedDict):
    """Any table; a cell may be a number with evidence, or running text. One without a title has no caption."""

    type: Literal["table"]
    title: Said | None
    columns: list[Column]
    rows: list[dict[str, Cell]]
    total: NotRequired[dict[str, Cell] | None]


class AmountsBlock(AmountTable):
    """An amount table among blocks."""

    type: Literal["amounts"]


class SumBlock(Calculation):
    """A calculation among blocks."""

    type: Literal["sum"]


class SummaryBlock(TypedDict):
    """Names and values."""

    type: Literal["summary"]
    pairs: list[Pair]


class KeyNumber(TypedDict):
    """A big number: the id of a query and a label."""

    number: str
    label: Said


class NumbersBlock(TypedDict):
    """Big numbers three in a row."""

    type: Literal["numbers"]
    entries: list[KeyNumber]


Block = (
    Paragraph | Heading | List | Quote | Notice | ChartBlock | TableBlock | AmountsBlock | SumBlock | SummaryBlock
    | NumbersBlock
)  # fmt: skip


class ActivityRow(TypedDict):
    """An activity; `evidence` is the id of the query that counts its evidence, None when there is none."""

    number: str | int
    title: Said
    starts: str
    ends: str
    responsible: Said
    status: Said
    used_ore: int
    evidence: str | None


class IndicatorRow(TypedDict):
    """An indicator; `number` is the id of a query, None when there is no evidence."""

    label: Said
    number: str | None
    baseline: Said
    target: Said


class Section(TypedDict):
    """A task, an aim or a target group. `cited` says where in the decision, `url` leads there."""

    heading: Said
    wording: NotRequired[Said | None]
    cited: NotRequired[Said | None]
    url: NotRequired[str | None]
    blocks: list[Block]
    activities: list[ActivityRow]
    indicators: list[IndicatorRow]
    charts: list[ChartFigure]


class Lacking(TypedDict):
    """Something the report cannot show evidence for."""

    what: Said
    where: Said
    why: Said


class Economy(TypedDict):
    """The chapter on the money."""

    appropriation: list[Pair]
    blocks: list[Block]


class LedgerHead(TypedDict):
    """The last entry of the evidence ledger when the report was frozen."""

    position: int
    hash: str


class Report(DocumentData):
    """The final report, template "report"."""

    title: Said
    subtitle: NotRequired[Said | None]
    summary: list[Block]
    key_numbers: list[KeyNumber]
    tasks: list[Section]
    aims: list[Section]
    target_groups: list[Section]
    economy: Economy
    lacking: list[Lacking]
    queries: list[Query]
    ledger: LedgerHead

"""Writing a section: versions, drafts, preview, and two who write at once."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from skyddsnat.core.api import ChangedMeanwhile
from skyddsnat.core.models import AuditEntry
from skyddsnat.insight.api import load_indicators
from skyddsnat.reporting.actions.texts import restore_text, save_draft, write_text
from skyddsnat.reporting.gaps import faulty_references
from skyddsnat.reporting.models import ReportDraft, ReportText

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost"}
BASE = "Ett.\n\nTvå.\n\nTre."


@pytest.fixture
def write(assignment, cast):
    def saved(body, version, by=None, **more):
        return write_text(
            assignment=assignment, section="summary", body=body, version=version, by=by or cast.editor, **more
        )

    return saved


@pytest.fixture
def draft(assignment):
    def kept(body, started_from, by):
        return save_draft(
            assignment=assignment, section="summary", body=body, started_from=started_from, by=by
        )

    return kept


@pytest.fixture
def visit(assignment, client):
    """Open or send to a page of the summary as somebody; returns the answer's text."""

    def seen(who, name="text", *more, post=None):
        client.force_login(who)
        address = reverse(f"reporting:{name}", args=[assignment.slug, "summary", *more])
        answer = (
            client.get(address, headers=HOST) if post is None else client.post(address, post, headers=HOST)
        )
        seen.status = answer.status_code
        return answer.content.decode()

    return seen


def area(page):
    """What stands in the box where one writes."""
    return page.partition("<textarea")[2].partition(">\n")[2].partition("</textarea>")[0]


# --- versions ---


def test_each_save_is_kept_as_a_version(write, cast):
    text = write("Ett.", 0, changed="Början")
    write("Två.\r\nRader.", 1, by=cast.coordinator)
    kept = [(v.number, v.body, v.changed, v.by) for v in text.versions.all()]
    assert kept == [(2, "Två.\nRader.", "", cast.coordinator), (1, "Ett.", "Början", cast.editor)]


def test_saving_what_is_already_there_makes_no_version(write):
    text = write("Ett.", 0)
    write("Ett.", 1)
    assert text.versions.count() == 1
    assert AuditEntry.objects.filter(verb="report.text_written").count() == 1


def test_an_old_version_comes_back_as_a_new_one(write, cast):
    text = write("Ett.", 0)
    write("Två.", 1)
    now = restore_text(kept=text.versions.get(number=1), version=2, by=cast.coordinator)
    assert (now.version, now.body, now.versions.get(number=3).restores) == (3, "Ett.", 1)
    with pytest.raises(ChangedMeanwhile):
        restore_text(kept=text.versions.get(number=2), version=2, by=cast.coordinator)


def test_the_database_keeps_every_version(write):
    text = write("Ett.", 0)
    for sql in (
        "UPDATE reporting_reporttextversion SET body = 'x'",
        "DELETE FROM reporting_reporttextversion",
        f"UPDATE reporting_reporttext SET body = 'x' WHERE id = {text.pk}; SET CONSTRAINTS ALL IMMEDIATE",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_the_history_shows_what_differs_and_takes_back_after_asking(write, visit, cast):
    write("Vi nådde tre.", 0)
    write("Vi nådde fyra.", 1, changed="Ny siffra")
    page = visit(cast.auditor, "history")
    assert "Ny siffra" in page
    assert ">tre<" in page.partition("<del>")[2].partition("</del>")[0]
    assert "aterstall" not in page
    assert "aterstall" in visit(cast.editor, "history")
    assert "Vill du ta tillbaka version 1?" in visit(cast.editor, "restore", 1)
    visit(cast.editor, "restore", 1, post={"version": "1"})
    assert ReportText.objects.get().version == 2, "somebody saved meanwhile: nothing happens"
    visit(cast.editor, "restore", 1, post={"version": "2"})
    assert ReportText.objects.get().body == "Vi nådde tre."
    visit(cast.auditor, "restore", 1)
    assert visit.status == 403
    visit(cast.editor, "restore", 99)
    assert visit.status == 404


def test_any_two_versions_are_compared_the_older_first(write, visit, cast, client, assignment):
    for number, body in enumerate(["A.", "B.", "C."]):
        write(body, number)
    client.force_login(cast.editor)
    address = reverse("reporting:history", args=[assignment.slug, "summary"])
    page = client.get(address, {"fran": "3", "till": "1"}, headers=HOST).content.decode()
    assert "Skillnader mellan version 1 och 3" in page
    page = client.get(address, {"fran": "x", "till": "99"}, headers=HOST).content.decode()
    assert "Skillnader mellan version 2 och 3" in page


# --- drafts and the preview ---


def test_what_is_typed_is_kept_while_typing_and_comes_back(write, visit, cast):
    write("Sparat.", 0)
    page = visit(cast.editor, "live", post={"body": "Halvfärdigt om {{ money-used }}", "version": "1"})
    assert "Utkastet är sparat kl." in page
    assert "3 ord" in page
    page = visit(cast.editor)
    assert area(page) == "Halvfärdigt om {{ money-used }}"
    assert "Det här är ditt utkast" in page
    assert area(visit(cast.coordinator)) == "Sparat."
    assert "Editor skriver i avsnittet sedan" in visit(cast.coordinator)
    assert "Halvfärdigt" not in visit(cast.coordinator)


def test_a_draft_that_says_what_is_saved_is_no_draft(write, draft, cast):
    write("Sparat.", 0)
    assert draft("Sparat, och mer.", 1, cast.editor) is not None
    assert draft("Sparat.", 1, cast.editor) is None
    assert not ReportDraft.objects.exists()
    assert AuditEntry.objects.filter(verb="report.draft_started").count() == 1


def test_what_arrives_just_after_the_save_is_no_draft(write, draft, cast):
    write("Allt jag skrev.", 0)
    assert draft("Allt jag skr", 0, cast.editor) is None
    assert draft("Allt jag skrev.", 0, cast.coordinator) is None, "it says what is saved"
    assert draft("Något annat.", 0, cast.coordinator) is not None
    assert draft("Allt jag skrev, och mer.", 1, cast.editor) is not None


def test_saving_ends_the_writers_own_draft_only(write, draft, cast):
    draft("Min.", 0, cast.editor)
    draft("Din.", 0, cast.coordinator)
    write("Min.", 0, by=cast.editor)
    assert [one.writer for one in ReportDraft.objects.all()] == [cast.coordinator]


def test_a_draft_is_thrown_away_after_asking(write, draft, visit, cast):
    draft("Halvfärdigt.", 0, cast.editor)
    assert "Vill du kasta ditt utkast?" in visit(cast.editor, "discard")
    visit(cast.coordinator, "discard")
    assert visit.status == 404
    visit(cast.editor, "discard", post={})
    assert not ReportDraft.objects.exists()


def test_the_preview_shows_faults_and_gaps_beside_the_text(visit, cast):
    page = visit(
        cast.editor, "live", post={"body": "Vi tog {{ money-usd }} och {{ money-used }}.", "version": "0"}
    )
    assert "Det finns ingen siffra som heter ”money-usd”." in page
    assert "Menade du money-used?" in page
    assert "Texten hänvisar till en siffra som saknar underlag." in page


def test_a_number_left_open_is_told_beside_the_text_and_stops_a_version(visit, write, cast, assignment):
    page = visit(cast.editor, "live", post={"body": "Vi nådde {{ actors", "version": "0"})
    assert "En siffra är påbörjad men inte avslutad: ”{{ actors”. Skriv }} efter koden." in page
    write("Vi nådde {{ actors", 0)
    assert [one.partition(" (")[0] for one in faulty_references(assignment)] == ["{{ actors"]


@pytest.mark.parametrize(
    ("who", "where"), [("editor", "/text/aim:a/#att-se-till"), ("auditor", "/utkast/#saknas")]
)
def test_what_is_missing_in_a_section_leads_to_where_it_is_named(assignment, client, cast, who, where):
    load_indicators(assignment=assignment, by=cast.coordinator)
    client.force_login(getattr(cast, who))
    page = client.get(reverse("reporting:overview", args=[assignment.slug])).content.decode()
    assert f'{where}"' in page


def test_the_preview_works_without_scripts(visit, cast):
    page = visit(cast.editor, post={"body": "**Viktigt**", "version": "0", "do": "preview"})
    assert "<strong>Viktigt</strong>" in page
    assert area(page) == "**Viktigt**"
    assert not ReportText.objects.exists()


def test_hostile_text_is_drawn_as_text(visit, cast):
    body = '</textarea><script>x</script> [a](javascript:x) <img src=x onerror=x> {{ "><b> }}'
    page = visit(cast.editor, "live", post={"body": body, "version": "0"})
    assert "<script>x" not in page
    assert "<img" not in page
    assert "javascript:x)" in page
    assert 'href="javascript' not in page


@pytest.mark.parametrize(
    ("post", "status"),
    [
        ({"body": "x" * 50_001, "version": "0"}, 200),
        ({"body": "x"}, 200),
        ({"body": "x\0", "version": "0"}, 200),
    ],
)
def test_what_cannot_be_kept_is_said(visit, cast, post, status):
    visit(cast.editor, "live", post=post)
    assert visit.status == status
    page = visit(cast.editor, post=post)
    assert "error-summary" in page
    assert not ReportDraft.objects.exists()
    assert not ReportText.objects.exists()


def test_strangers_get_nothing(visit, cast, assignment, client):
    for who in (cast.partner, cast.outsider):
        for name in ("text", "history", "comments", "discard"):
            visit(who, name)
            assert visit.status == 403
    client.force_login(cast.editor)
    for name in ("text", "history", "comments", "live"):
        address = reverse(f"reporting:{name}", args=[assignment.slug, "poem"])
        assert client.post(address, {"body": "x", "version": "0"}, headers=HOST).status_code in {404, 405}
        if name != "live":
            assert client.get(address, headers=HOST).status_code == 404


# --- two who write at once ---


def test_changes_in_different_paragraphs_are_put_together_for_a_last_look(write, visit, cast):
    write(BASE, 0)
    write("Ett, ändrat.\n\nTvå.\n\nTre.", 1, by=cast.coordinator)
    page = visit(cast.editor, post={"body": "Ett.\n\nTvå.\n\nTre, mitt.", "version": "1"})
    assert area(page) == "Ett, ändrat.\n\nTvå.\n\nTre, mitt."
    assert "Coordinator sparade avsnittet" in page
    assert ReportText.objects.get().version == 2, "nothing is saved before the writer has looked"
    visit(cast.editor, post={"body": "Ett, ändrat.\n\nTvå.\n\nTre, mitt.", "version": "2"})
    assert ReportText.objects.get().body == "Ett, ändrat.\n\nTvå.\n\nTre, mitt."


def test_a_paragraph_both_changed_is_chosen_by_the_writer(write, visit, cast):
    write(BASE, 0)
    write("Ett.\n\nTvå, deras.\n\nTre.", 1, by=cast.coordinator)
    mine = "Ett.\n\nTvå, min.\n\nTre."
    page = visit(cast.editor, post={"body": mine, "version": "1"})
    assert area(page) == mine
    assert "Två, deras." in page
    assert 'name="base" value="1"' in page
    chosen = {"body": mine, "version": "2", "base": "1", "do": "merge", "choice-0": "theirs"}
    assert area(visit(cast.editor, post=chosen)) == "Ett.\n\nTvå, deras.\n\nTre."
    assert (
        area(visit(cast.editor, post=chosen | {"choice-0": "both"}))
        == "Ett.\n\nTvå, deras.\n\nTvå, min.\n\nTre."
    )
    assert ReportText.objects.get().version == 2


def test_what_was_typed_is_kept_when_the_save_was_refused(write, visit, cast):
    write("Deras.", 0, by=cast.coordinator)
    visit(cast.editor, post={"body": "Mitt.", "version": "0"})
    kept = ReportDraft.objects.get()
    assert (kept.writer, kept.body, kept.started_from) == (cast.editor, "Mitt.", 0)
    page = visit(cast.editor)
    assert "Deras." in page
    assert area(page) == "Mitt."


def test_a_third_save_meanwhile_is_met_from_the_same_beginning(write, visit, cast):
    write(BASE, 0)
    write("Ett.\n\nTvå, deras.\n\nTre.", 1, by=cast.coordinator)
    write("Ett.\n\nTvå, deras.\n\nTre och fyra.", 2, by=cast.coordinator)
    page = visit(cast.editor, post={"body": "Ett.\n\nTvå, min.\n\nTre.", "version": "2", "base": "1"})
    assert 'name="version" value="3"' in page
    assert "Tre och fyra." in page
    assert ReportText.objects.get().version == 3

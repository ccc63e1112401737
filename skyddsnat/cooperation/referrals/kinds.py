"""The words of a referral: handling, source and information codes, purposes, kinds of requests, reasons to close."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Handling(models.TextChoices):
    """How the receiver may use what it gets (EU doc 6261-18)."""

    H0 = "H0", _("H0: får bara användas för att förebygga och bekämpa brott")
    H1 = "H1", _("H1: får inte användas i domstol utan avsändarens lov")
    H2 = "H2", _("H2: får inte föras vidare utan avsändarens lov")
    H3 = "H3", _("H3: andra villkor, som skrivs ut")


class SourceCode(models.TextChoices):
    """How far the source can be relied on."""

    A = "A", _("A: pålitlig utan tvekan")
    B = "B", _("B: har oftast varit pålitlig")
    C = "C", _("C: har oftast inte varit pålitlig")
    X = "X", _("X: går inte att bedöma")


class InfoCode(models.TextChoices):
    """How sure what is said is."""

    SURE = "1", _("1: riktigheten är inte ifrågasatt")
    KNOWN = "2", _("2: källan vet det själv, men inte den som lämnar det vidare")
    SUPPORTED = "3", _("3: källan vet det inte själv, men annat stödjer det")
    UNKNOWN = "4", _("4: källan vet det inte själv, och inget annat stödjer det")


class AssessmentKind(models.TextChoices):
    BIA = "bia", _("Bedömning av barnets bästa (BIA)")
    BID = "bid", _("Beslut om barnets bästa (BID)")


class Purpose(models.TextChoices):
    """What somebody says yes or no to. One yes is for one purpose and one receiver."""

    INFORMATION = "information", _("Att uppgifter lämnas till mottagaren")
    PLACEMENT = "placement", _("Att barnet placeras hos mottagaren")
    TRANSFER = "transfer", _("Att barnet reser till mottagaren")


class ConsentKind(models.TextChoices):
    GUARDIAN = "guardian", _("Vårdnadshavare eller god man")
    REPLACEMENT = "replacement", _("Lag eller beslut i stället för samtycke")
    CHILD = "child", _("Barnet självt")


class Answer(models.TextChoices):
    YES = "yes", _("Ja")
    NO = "no", _("Nej")


class RequestKind(models.TextChoices):
    INFORMATION = "information", _("Uppgifter om barnet eller familjen")
    PLACEMENT = "placement", _("Placering av barnet")
    TRANSFER = "transfer", _("Mottagande av barnet, utan placering")


class Basis(models.TextChoices):
    """What a request for placement rests on. Denmark is outside Brussels IIb."""

    IIB = "iib_82", _("Bryssel II b (2019/1111), artikel 82")
    HAGUE = "hague_33", _("1996 års Haagkonvention, artikel 33")


class Phase(models.TextChoices):
    """The five phases of ICMPD's transnational referral mechanism."""

    IDENTIFICATION = "identification", _("Identifiering")
    PROTECTION = "protection", _("Första hjälp och skydd")
    INCLUSION = "inclusion", _("Långsiktig hjälp och social delaktighet")
    RETURN = "return", _("Återvändande och social delaktighet")
    PROCEEDINGS = "proceedings", _("Rättsprocesser")


class Side(models.TextChoices):
    SENDING = "sending", _("Avsändande land")
    RECEIVING = "receiving", _("Mottagande land")


class Safety(models.TextChoices):
    SAFE = "safe", _("Resan kan göras säkert")
    UNSAFE = "unsafe", _("Resan kan inte göras säkert nu")


class CloseReason(models.TextChoices):
    """Why a case ends. `done` and `refused` are tied to where the case stands."""

    DONE = "done", _("Barnet är framme och uppföljt")
    STAYS = "stays", _("Barnet stannar, en annan lösning är bättre")
    REFUSED = "refused", _("Mottagaren sa nej")
    NO_CONSENT = "no_consent", _("Samtycke saknas eller är återkallat")
    ADULT = "adult", _("Det är visat att personen är vuxen")
    MISSING = "missing", _("Barnet är försvunnet och anmält som försvunnet")
    HANDED = "handed", _("En annan myndighet har tagit över")
    MISTAKE = "mistake", _("Ärendet öppnades av misstag")
    DUPLICATE = "duplicate", _("Barnet hade redan ett ärende")

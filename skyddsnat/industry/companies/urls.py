"""Addresses of this part: the public pages, a company's own below /min/, and the staff's."""

from django.urls import URLPattern, path, re_path

from skyddsnat.core.api import SECRET_LENGTH
from skyddsnat.industry.companies.views import bodies, desk, entering, own, plan, proofs, public

SECRET = rf"(?P<secret>[A-Za-z0-9_-]{{{SECRET_LENGTH}}})/"

urlpatterns: list[URLPattern] = [
    path("", desk.start, name="start"),
    path("anslut/", public.joining, name="enrol"),
    path("anslut/tack/", public.thanks, name="enrol-thanks"),
    re_path(rf"^anslut/{SECRET}$", public.confirming, name="enrol-confirm"),
    path("foretag/", public.listed, name="listed"),
    path("min/", own.page, name="company-own"),
    path("min/lank/", entering.sign_in, name="company-sign-in"),
    path("min/ut/", entering.leaving, name="company-sign-out"),
    re_path(rf"^min/in/{SECRET}$", entering.entering, name="company-enter"),
    path("min/arbetsplats/ny/", own.site_new, name="own-site-new"),
    path("min/arbetsplats/<int:pk>/", own.staff, name="own-staff"),
    path("min/arbetsplats/<int:pk>/stang/", own.site_close, name="own-site-close"),
    path("min/arbetsplats/<int:pk>/oppna/", own.site_reopen, name="own-site-reopen"),
    path("min/kontakt/", own.contact, name="own-contact"),
    path("min/listan/", own.listing, name="own-listing"),
    path("min/intyg/", own.badge, name="own-badge"),
    path("min/lamna/", own.leave, name="own-leave"),
    path("min/atagande/<slug:criterion>/", plan.commitment, name="own-commitment"),
    path("min/lofte/", plan.pledge, name="own-pledge"),
    path("min/rapport/", plan.report, name="own-report"),
    path("min/rapport/<int:pk>/", plan.report_sent, name="own-report-sent"),
    path("hantera/ny/", desk.company_new, name="company-new"),
    path("hantera/<int:pk>/", desk.company, name="company"),
    path("hantera/<int:pk>/kontakt/", desk.contact, name="company-contact"),
    path("hantera/<int:pk>/kontroll/", desk.check, name="company-check"),
    path("hantera/<int:pk>/lank/", desk.link, name="company-link"),
    path("hantera/<int:pk>/lamna/", desk.leave, name="company-leave"),
    path("underlag/", proofs.proofs, name="proofs"),
    path("underlag/<int:pk>/rakna-inte/", proofs.proof_aside, name="proof-aside"),
    path("underlag/<int:pk>/rakna/", proofs.proof_count_again, name="proof-count-again"),
    path("rapporter/", proofs.reports, name="reports"),
    path("rapporter/<int:pk>/", proofs.report, name="report"),
    path("rapporter/<int:pk>/last/", proofs.report_read, name="report-read"),
    path("brev/<int:pk>/", proofs.letter_settle, name="letter-settle"),
    path("organ/", bodies.bodies, name="bodies"),
    path("organ/ny/", bodies.body_new, name="body-new"),
    path("organ/<int:pk>/", bodies.body, name="body"),
    path("organ/<int:pk>/ta-bort/", bodies.body_remove, name="body-remove"),
    path("organ/<int:pk>/medlem/<int:company>/ta-bort/", bodies.member_remove, name="body-member-remove"),
    path("summor/", bodies.totals, name="totals"),
]

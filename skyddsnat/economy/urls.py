"""Addresses of the money, under the assignment's."""

from django.urls import path

from skyddsnat.economy import views

app_name = "economy"
urlpatterns = [
    path("", views.start, name="start"),
    path("las-in/", views.import_new, name="import_new"),
    path("las-in/<int:pk>/", views.import_preview, name="import_preview"),
    path("las-in/<int:pk>/kasta/", views.import_discard, name="import_discard"),
    path("verifikationer/", views.vouchers, name="vouchers"),
    path("verifikationer/fordela/", views.allot_rows, name="allot_rows"),
    path("verifikationer/fordelade/", views.allotted, name="allotted"),
    path("verifikationer/angra/", views.undo, name="undo"),
    path("verifikationer/<int:pk>/", views.voucher, name="voucher"),
    path("verifikationer/<int:pk>/rad/<int:position>/", views.allot_row, name="allot_row"),
    path("verifikationer/<int:pk>/rad/<int:position>/forklara/", views.row_explain, name="row_explain"),
    path("verifikationer/<int:pk>/underlag/<slug:kind>/", views.paper_new, name="paper_new"),
    path("forklaringar/<int:pk>/ta-bort/", views.row_unexplain, name="row_unexplain"),
    path("underlag/<int:pk>/fil/", views.paper_file, name="paper_file"),
    path("underlag/<int:pk>/ersatt/", views.paper_replace, name="paper_replace"),
    path("underlag/<int:pk>/ta-bort/", views.paper_remove, name="paper_remove"),
    path("budget/", views.budget, name="budget"),
    path("budget/<int:number>/", views.budget_activity, name="budget_activity"),
    path("kostnadsslag/", views.cost_type_accounts, name="cost_types"),
    path("avstamning/", views.closing, name="closing"),
    path("avstamning/steg/<slug:step>/", views.step_tick, name="step_tick"),
    path("avstamning/steg/<slug:step>/angra/", views.step_untick, name="step_untick"),
    path("avstamning/las/", views.months_lock, name="months_lock"),
    path("avstamning/manad/<int:pk>/", views.month, name="month"),
    path("avstamning/manad/<int:pk>/be/", views.month_ask, name="month_ask"),
    path("avstamning/manad/<int:pk>/oppna/", views.month_open, name="month_open"),
    path("avstamning/manad/<int:pk>/behall/", views.month_keep, name="month_keep"),
    path("rekvisitionsforslag/", views.proposal, name="proposal"),
    path("projekt/", views.projects, name="projects"),
    path("projekt/fordela/", views.allot_projects, name="allot_projects"),
    path("handlingar/forbered/<slug:kind>/", views.prepare, name="prepare"),
    path("handlingar/<int:pk>/", views.document, name="document"),
    path("handlingar/<int:pk>/utkast/", views.document_draft, name="document_draft"),
    path("handlingar/<int:pk>/godkann/", views.document_issue, name="document_issue"),
    path("handlingar/<int:pk>/skicka-tillbaka/", views.document_return, name="document_return"),
    path("handlingar/<int:pk>/ta-tillbaka/", views.document_withdraw, name="document_withdraw"),
    path("handlingar/<int:pk>/pdf/", views.document_pdf, name="document_pdf"),
    path("handlingar/<int:pk>/data/", views.document_json, name="document_json"),
    path("handlingar/<int:pk>/tabell/", views.document_csv, name="document_csv"),
]

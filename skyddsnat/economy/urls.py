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
    path("projekt/", views.projects, name="projects"),
    path("projekt/fordela/", views.allot_projects, name="allot_projects"),
    path("handlingar/forbered/<slug:kind>/", views.prepare, name="prepare"),
    path("handlingar/<int:pk>/", views.document, name="document"),
    path("handlingar/<int:pk>/utkast/", views.document_draft, name="document_draft"),
    path("handlingar/<int:pk>/godkann/", views.document_issue, name="document_issue"),
    path("handlingar/<int:pk>/ta-tillbaka/", views.document_withdraw, name="document_withdraw"),
    path("handlingar/<int:pk>/pdf/", views.document_pdf, name="document_pdf"),
    path("handlingar/<int:pk>/data/", views.document_json, name="document_json"),
    path("handlingar/<int:pk>/tabell/", views.document_csv, name="document_csv"),
]

from django.urls import path

from skyddsnat.actors import views

app_name = "actors"
urlpatterns = [
    path("", views.organisations, name="organisations"),
    path("ny/", views.add_organisation, name="add-organisation"),
    path("organisation/<slug:code>/", views.organisation, name="organisation"),
    path("organisation/<slug:code>/namn/", views.rename_organisation, name="rename"),
    path("organisation/<slug:code>/kontakt/", views.add_contact, name="add-contact"),
    path("kontakter/", views.all_contacts, name="contacts"),
    path("kontakt/<int:pk>/", views.change_contact, name="change-contact"),
    path("kontakt/<int:pk>/avsluta/", views.end_contact, name="end-contact"),
    path("platser/", views.places, name="places"),
    path("platser/folkmangd/", views.population, name="population"),
    path("eu/", views.states, name="states"),
    path("eu/roll/<int:pk>/", views.role_holder, name="role-holder"),
]

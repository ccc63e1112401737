"""Addresses of this part: /samverkan/, /samverkan/lander/…, /samverkan/overenskommelser/…, /samverkan/vem/…"""

from django.urls import URLPattern, path

from skyddsnat.cooperation.directory.views import agreements, asking, contacts, holders, start, states

urlpatterns: list[URLPattern] = [
    path("", start.start, name="start"),
    path("lander/", states.states, name="states"),
    path("lander/kontakter/", contacts.contacts, name="contacts"),
    path("lander/kontakter/<int:pk>/", contacts.contact, name="contact"),
    path("lander/kontakter/<int:pk>/kontrollerad/", contacts.contact_checked, name="contact-checked"),
    path("lander/kontakter/<int:pk>/avsluta/", contacts.contact_end, name="contact-end"),
    path("lander/roll/<int:pk>/", holders.holder, name="holder"),
    path("lander/roll/<int:pk>/till/", holders.another_holder, name="holder-beside"),
    path("lander/roll/<int:pk>/avsluta/", holders.end_holder, name="holder-end"),
    path("lander/roll/<int:pk>/kontakt/", contacts.contact_new, name="contact-new"),
    path("lander/<str:code>/", states.state, name="state"),
    path("overenskommelser/", agreements.agreements, name="agreements"),
    path("overenskommelser/ny/", agreements.agreement_new, name="agreement-new"),
    path("overenskommelser/<int:pk>/", agreements.agreement, name="agreement"),
    path("overenskommelser/<int:pk>/andra/", agreements.agreement_change, name="agreement-change"),
    path("vem/", asking.ask, name="ask"),
    path("vem/<slug:topic>/", asking.ask_state, name="ask-state"),
    path("vem/<slug:topic>/<str:code>/", asking.answer, name="answer"),
]

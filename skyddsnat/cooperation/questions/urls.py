"""Addresses of common questions: /samverkan/fragor/…"""

from django.urls import URLPattern, path

from skyddsnat.cooperation.questions.views import contributing, practice, question, raising, states

urlpatterns: list[URLPattern] = [
    path("", raising.listed, name="questions"),
    path("ny/", raising.new, name="question-new"),
    path("<int:pk>/", question.question, name="question"),
    path("<int:pk>/andra/", raising.change, name="question-change"),
    path("<int:pk>/bjud-in/", states.invite, name="question-invite"),
    path("<int:pk>/borja/", states.begin, name="question-begin"),
    path("<int:pk>/avsluta/", states.close, name="question-close"),
    path("<int:pk>/oppna/", states.reopen, name="question-reopen"),
    path("<int:pk>/spridd/", states.say_spread, name="question-say-spread"),
    path("<int:pk>/mote/", states.meet, name="question-meet"),
    path("<int:pk>/inlagg/", contributing.comment, name="question-comment"),
    path("<int:pk>/iakttagelse/", contributing.finding_new, name="question-finding-new"),
    path("<int:pk>/arbetssatt/", practice.write, name="question-practice"),
    path("<int:pk>/arbetssatt/overens/", practice.agree, name="question-agree"),
    path("<int:pk>/arbetssatt/godkann/", practice.approve, name="question-approve"),
    path("<int:pk>/arbetssatt/versioner/", practice.versions, name="question-practices"),
    path("<int:pk>/sprid/<slug:audience>/", practice.spread, name="question-spread"),
    path("<int:pk>/natt/<slug:audience>/", practice.reached, name="question-reached"),
    path("med/<int:pk>/", states.part, name="question-part"),
    path("med/<int:pk>/lamnar/", states.leave, name="question-leave"),
    path("ja/<int:pk>/ta-tillbaka/", practice.take_back, name="question-consent-take-back"),
    path("iakttagelse/<int:pk>/", contributing.finding, name="question-finding"),
    path("iakttagelse/<int:pk>/andra/", contributing.finding_change, name="question-finding-change"),
    path("iakttagelse/<int:pk>/galler/", contributing.finding_withdraw, name="question-finding-withdraw"),
    path("inlagg/<int:pk>/ta-tillbaka/", contributing.take_back, name="question-comment-take-back"),
]

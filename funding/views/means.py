"""Posts, rooms, machines, volunteers, and funds that are carried over."""

from django.db.models import Sum
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.permissions import Role, allow
from funding import carried, services
from funding.forms.means import DedicatedForm, EndForm, HoursForm, PostForm, ResourceForm
from funding.models import Post, Resource, VolunteerHours
from funding.models.means import months_of
from pimms.kernel.forms import attempt
from pimms.kernel.money import ZERO
from pimms.kernel.pages import done, form_page
from pimms.kernel.periods import year as calendar_year


def _here():
    return reverse("funding:means", args=[localdate().year])


@allow(Role.DIRECTOR)
@require_safe
def means(request, year):
    overlapping = {"period__overlap": calendar_year(year)}
    posts = Post.objects.filter(**overlapping).select_related("funder").order_by("title", "pk")
    resources = Resource.objects.filter(**overlapping).order_by("kind", "label", "pk")
    hours = VolunteerHours.objects.filter(day__year=year)
    context = {
        "year": year,
        "posts": [_cost(post, year) for post in posts],
        "resources": [(each, months_of(each.period, year), each.value_in(year))
                      for each in resources],
        "hours": hours.order_by("-day", "-pk")[:50],
        "hours_total": hours.aggregate(total=Sum("hours"))["total"] or ZERO,
        "value_total": sum((each.value for each in hours.order_by("pk")), ZERO),
        "funds": carried.funds(year),
    }  # fmt: skip
    return render(request, "funding/means.html", context)


def _cost(post: Post, year: int) -> dict:
    months = months_of(post.period, year)
    cost, aid = (post.cost or ZERO) * months, (post.aid or ZERO) * months
    return {"post": post, "months": months, "cost": cost, "aid": aid, "left": cost - aid}


@allow(Role.DIRECTOR)
def new_post(request):
    form = PostForm(request.POST or None)
    if attempt(form, services.add_post, by=request.user):
        return done(request, "Le poste est enregistré.", _here())
    return form_page(request, form, title="Nouveau poste", back=_here())


@allow(Role.DIRECTOR)
def end_post(request, pk):
    post = get_object_or_404(Post, pk=pk)
    form = EndForm(request.POST or None, initial={"last": post.last_day or localdate()})
    if attempt(form, services.end_post, post, by=request.user):
        return done(request, "La fin du poste est enregistrée.", _here())
    return form_page(request, form, title=f"Fin du poste «\u202f{post}\u202f»", back=_here())


@allow(Role.DIRECTOR)
def new_resource(request):
    form = ResourceForm(request.POST or None)
    if attempt(form, services.add_resource, by=request.user):
        return done(request, "Ce moyen est enregistré.", _here())
    return form_page(request, form, title="Nouveau local, matériel ou don", back=_here())


@allow(Role.DIRECTOR)
def end_resource(request, pk):
    resource = get_object_or_404(Resource, pk=pk)
    form = EndForm(request.POST or None, initial={"last": localdate()})
    if attempt(form, services.end_resource, resource, by=request.user):
        return done(request, "La fin est enregistrée.", _here())
    return form_page(request, form, title=f"Fin de «\u202f{resource}\u202f»", back=_here())


@allow(Role.DIRECTOR)
def new_hours(request):
    form = HoursForm(request.POST or None, initial={"day": localdate()})
    if attempt(form, services.note_hours, by=request.user, on=localdate()):
        return done(request, "Les heures sont enregistrées.", _here())
    return form_page(request, form, title="Heures de bénévolat", back=_here())


@allow(Role.DIRECTOR)
def set_aside(request):
    form = DedicatedForm(request.POST or None, initial={"year": localdate().year})
    if attempt(form, services.set_aside, by=request.user, on=localdate()):
        return done(request, "Le mouvement est enregistré.", _here())
    return form_page(
        request,
        form,
        title="Fonds dédiés",
        back=_here(),
        intro="Ce qui reste d’une subvention à la fin de l’exercice est mis de côté (compte 689),"
        " puis utilisé les années suivantes pour le même objet (compte 789).",
    )

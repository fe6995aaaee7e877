from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_safe

from accounts.permissions import STAFF, Role, allow
from beneficiaries.files import find, open_file, opened
from pimms.kernel import asked, charts, periods
from pimms.kernel.forms import attempt
from pimms.kernel.pages import done, form_page
from pimms.kernel.paging import page
from workshops import papers, progress, radar, services
from workshops.forms.skills import GridForm, LevelsForm, MeasureForm, ProgressForm
from workshops.models import Skill, SkillGrid, SkillMeasure


@allow(*STAFF)
@require_safe
def skills(request, pk):
    """What the person can do, how it came, and every measure that was made."""
    file = open_file(request, pk, on=localdate())
    person = file["beneficiary"]
    measures = SkillMeasure.objects.visible_to(request.user).filter(beneficiary=person)
    with_whom = measures.select_related("by", "registration__workshop", "corrected_by__by")
    shown = page(with_whom, keys=("measured_on", "pk"), query=request.GET, newest_first=True)
    steps = progress.of_person(person, on=localdate())
    names = {skill.code: skill for skill in Skill.objects.order_by("grid__starts_on", "position")}
    context = {
        "tab": "workshops",
        "steps": steps,
        "is_measured": any(step.latest for step in steps),
        "wheel": charts.as_source(radar.draw(steps)) if steps else "",
        "wheel_words": radar.in_words(steps),
        "page": shown,
        "measures": [(each, _in_words(each, names)) for each in shown.rows],
    }
    return render(request, "workshops/skills.html", file | context)


def _in_words(measure, names) -> str:
    """`Messagerie : sans aide ; …`, in the order of the grid."""
    order = [code for code in names if code in measure.levels]
    return "\u202f; ".join(
        f"{names[code].name}\u202f: {progress.LEVEL_NAMES[measure.levels[code] - 1].lower()}"
        for code in order
    )


@allow(*STAFF)
def measure(request, pk):
    person, today = find(request, pk), localdate()
    form = MeasureForm(
        request.POST or None,
        grid=SkillGrid.objects.in_force_on(today),
        person=person,
        on=today,
        occasion=asked.text(request.GET, "seance"),
    )
    if attempt(form, services.measure_skills, person, by=request.user, at=now()):
        return done(request, "Les compétences sont notées.", "workshops:skills", pk)
    context = opened(request, person, on=today)
    context |= {"tab": "workshops", "form": form, "title": "Mesurer les compétences"}
    return form_page(request, form, "workshops/measure.html", **context)


@allow(*STAFF)
def correct(request, pk):
    visible = SkillMeasure.objects.visible_to(request.user).select_related(
        "grid", "registration__workshop"
    )
    wrong = get_object_or_404(visible, pk=pk)
    form = LevelsForm(request.POST or None, grid=wrong.grid, levels=wrong.levels)
    if attempt(form, services.correct_measure, wrong, by=request.user, at=now()):
        said = "La mesure est corrigée\u202f; l’ancienne reste dans l’historique."
        return done(request, said, "workshops:skills", wrong.beneficiary_id)
    context = open_file(request, wrong.beneficiary_id, on=localdate()) | {"wrong": wrong}
    context |= {"tab": "workshops", "form": form, "title": "Corriger une mesure"}
    return form_page(request, form, "workshops/measure.html", **context)


@allow(*STAFF)
@require_safe
def paper(request, pk):
    """« Mes progrès », for the person to take home."""
    person = open_file(request, pk, on=localdate())["beneficiary"]
    steps = progress.of_person(person, on=localdate())
    measured = [step for step in steps if step.latest]
    return papers.answer(
        "workshops/pdf/progress.html",
        person,
        name="mes-progres",
        by=request.user,
        on=localdate(),
        wheel=charts.as_source(radar.draw(steps)) if measured else "",
        wheel_words=radar.in_words(steps),
        alone=[step for step in measured if step.latest == progress.ACQUIRED],
        helped=[step for step in measured if step.latest == 2],
        to_learn=[step for step in measured if step.latest == 1],
        progressed=[step for step in measured if step.progressed],
        since=min((step.first_on for step in measured), default=None),
    )


@allow(*STAFF)
@require_safe
def progress_page(request):
    form = ProgressForm(request.GET or None)
    form.is_valid()
    words = getattr(form, "cleaned_data", {})
    span = form.span(today=localdate())
    figures = progress.progress_of(span, site=words.get("site"), type=words.get("atelier"))
    initial = {"du": span.lower, "au": periods.last_day(span)}
    context = {
        "tab": "skills",
        "form": form if form.is_bound and form.errors else ProgressForm(words | initial),
        "errors": form.non_field_errors() if form.is_bound else [],
        "first": span.lower,
        "last": periods.last_day(span),
        "figures": figures,
        "levels": progress.LEVEL_NAMES,
    }
    return render(request, "workshops/progress.html", context)


@allow(*STAFF)
@require_safe
def grids(request):
    found = SkillGrid.objects.latest_first().prefetch_related("skills")
    context = {
        "tab": "skills",
        "current": SkillGrid.objects.in_force_on(localdate()),
        "grids": [(grid, sorted(grid.skills.all(), key=_position)) for grid in found],
        "levels": progress.LEVEL_NAMES,
    }
    return render(request, "workshops/skill_grids.html", context)


def _position(skill):
    return skill.position


@allow(Role.DIRECTOR)
def new_grid(request):
    form = GridForm(request.POST or None, grid=SkillGrid.objects.latest_first().first())
    if attempt(form, services.write_grid, by=request.user, on=localdate()):
        return done(request, "La nouvelle grille est enregistrée.", "workshops:skill_grids")
    return form_page(
        request,
        form,
        title="Nouvelle grille de compétences",
        intro="Une compétence dont le nom est effacé n’est pas reprise. Les progrès se suivent"
        " d’une grille à la suivante.",
    )

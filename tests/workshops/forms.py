"""Which page shows the form that posts to an address, where it is not the address itself."""

from django.urls import reverse

from workshops.models import Appointment, Registration, Waiting


def _appointments_of_person(pk):
    person = Appointment.objects.get(pk=pk).beneficiary_id
    return reverse("workshops:appointments", args=[person])


def _workshop_of_seat(pk):
    return Registration.objects.get(pk=pk).workshop.get_absolute_url()


def _workshop_of_waiting(pk):
    return Waiting.objects.get(pk=pk).workshop.get_absolute_url()


def _the_referral(pk, seat):
    return reverse("workshops:book", args=[pk])


SHOWN_ON = {
    "workshops:cancelling_text": "workshops:cancel",
    "workshops:close_appointment": _appointments_of_person,
    "workshops:register": "workshops:workshop",
    "workshops:mark": "workshops:workshop",
    "workshops:queue": "workshops:workshop",
    "workshops:guest": "workshops:workshop",
    "workshops:note_call": "workshops:calls",
    "workshops:register_for_cycle": "workshops:cycle",
    "workshops:give_back": _workshop_of_seat,
    "workshops:arrive": _workshop_of_seat,
    "workshops:answer": _workshop_of_waiting,
    "workshops:unbook": _the_referral,
    "workshops:revoke_feed": "workshops:feeds",
    "workshops:withdraw_type": "workshops:programme",
    "workshops:take_back_absence": "workshops:programme",
    "workshops:cancel_drop_in": "workshops:drop_in",
    "workshops:note_arrival": "workshops:waiting_room",
    "workshops:move_arrival": "workshops:waiting_room",
    "workshops:finish_step": "workshops:next_steps",
    "workshops:note_passage": "workshops:passages",
    "workshops:take_back_passage": "workshops:passages",
}

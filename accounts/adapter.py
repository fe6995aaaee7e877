from allauth.account.adapter import DefaultAccountAdapter


class ClosedDoor(DefaultAccountAdapter):
    """Nobody opens an account alone: the director does, or an invitation."""

    def is_open_for_signup(self, request):
        return False

"""Who signs in, as each request reads them."""

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User


class Door(AuthenticationBackend):
    """allauth's way in; whoever came in is read with the site where they work."""

    def get_user(self, user_id) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).select_related("site").first()

from django.apps import AppConfig


class PersonalConfig(AppConfig):
    name = "yinli.base.personal"
    label = "personal"

    def ready(self):
        from yinli.base.history.wording import register_actions, register_cipher
        from yinli.base.personal.ciphers import PREFIX
        from yinli.base.personal.fields import words_of_token
        from yinli.base.personal.wording import SENTENCES

        register_cipher(PREFIX, words_of_token)
        register_actions(SENTENCES)

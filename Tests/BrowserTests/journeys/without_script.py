"""The main steps with scripts disabled: a reload shows what a script would."""

import browser
import story


def without_script(visitor, _):
    browser.administrator(visitor)
    story.creates_the_project(visitor)
    told = story.Story(visitor, live=False)
    told.creates_a_webhook()
    told.pings()
    told.takes_a_token()
    told.uploads("1" * 40, "const one = 1;\n" * 60)
    told.watches_a_report()
    told.sees_it_fail("2" * 40)
    told.mends_and_redelivers()
    told.rotates_the_secret()
    told.replays_an_hour()


browser.journey(without_script, java_script_enabled=False)

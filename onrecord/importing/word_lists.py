"""Words that pages of many publishers and languages have in common, folded in case."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split("|"))


# what begins a sentence and not a turn, although a colon follows
NO_NAMES: Final = _words(
    """
    first second third fourth fifth firstly secondly thirdly finally lastly one two three note
    remember look listen again yes no example conclusion summary result now so and but also point
    number bottom line fact update photo source tags tel fax phone e-mail email address video
    on as for to with in at about regarding concerning starting moving turning back across subject
    re ps во-первых во-вторых в-третьих первое второе третье фото erstens zweitens
    drittens premièrement deuxièmement troisièmement primero segundo tercero
    """
)
# what ends the beginning of a quotation and no label: `Secretary Mayorkas said: “…”`
SAYING: Final = _words(
    """
    said says saying added adds wrote writes tweeted asked asks replied continued told stated
    сказал сказала заявил заявила добавил добавила написал sagte schrieb dit déclare dijo escribió
    """
)
HONORIFICS: Final = _words(
    """
    mr ms mrs dr sir lord lady shri smt dame prof hon minister president secretary ambassador
    senator general admiral chancellor herr frau monsieur madame m mme sr sra dña don г-н г-жа
    господин госпожа
    """
)
# before a date: the day on which it was said, was published, or was changed
SAID: Final = _phrases(
    "delivered on|delivered|speech date|date of speech|event date|date|held on|дата|datum|fecha"
    "|data|日期"
)
PUBLISHED: Final = _phrases(
    """published|published on|publication date|posted|posted on|released|release date
    |first published|опубликовано|дата публикации|veröffentlicht|veröffentlicht am|publié le
    |publicado|publicado el|pubblicato|pubblicato il|опубліковано|дата публікації|erschienen
    |publié|mis en ligne le|publicado em|data de publicação|data di pubblicazione|gepubliceerd
    |opublikowano|发布时间|发布日期|掲載日|公開日|تاريخ النشر"""
)
CHANGED: Final = _phrases(
    """updated|last updated|modified|last modified|обновлено|оновлено|aktualisiert|stand
    |mis à jour le|actualizado|actualizado el|aggiornato|更新日|更新时间"""
)
# words of a title that do not tell one statement from another
COMMON: Final = _words(
    """
    the a an of and for to in at on by with from during following after before its his her
    january february march april may june july august september october november december
    foreign minister ministers prime deputy president secretary ambassador spokesperson speaker
    remarks statement statements answers questions media press briefing news joint conference
    talks meeting interview speech address report opening closing comment comments gaggle call
    background record official officials senior administration white house director council
    national advisor adviser coordinator principal assistant spokesman spokeswoman team
    response public article republic islamic federation russian affairs ministry state
    министра иностранных дел выступление ответы на вопросы в и с по для сми ходе
    совместной пресс конференции министр заявление интервью января февраля марта апреля мая
    июня июля августа сентября октября ноября декабря итогам переговоров министром россии
    российской федерации
    """
)

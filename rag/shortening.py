"""A drafted sentence that only leaves out of a source what does not turn it is proved by its words alone.

Whole clauses may go, and words within one that deny, plan, limit and condition nothing. Same language only. Knows
nothing of how sources are chosen (rag/verifying.py), nor of what speaks against a sentence (rag/replacing.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.alignment import places
from rag.claims import Source, Unit, is_verb
from rag.edits import LEAST, Edit, edits_of, glue, tokens_of, within
from rag.predicates import HEDGES, LEANING, QUANTIFIERS
from rag.words import letters, plain

_BEFORE = re.compile(r"(?:^|[.!?,;:，；：。！？、—–()（）])\s*$")
_AFTER = re.compile(r"^\s*(?:[.!?,;:，；：。！？、—–()（）]|- )")
_FULL = re.compile(r"^\s*[.!?;；。！？]")
_SAYS = re.compile(
    r"(?:\bsaid|\b(?:sa(?:id|ys)|told|add(?:ed|s)|report(?:ed|s)?|announced?|confirm(?:ed|s)|stated?s?|noted?|warn(?:ed|s)|explain(?:ed|s)"
    r"|argue[ds]|insist(?:ed|s)|show(?:ed|s|n)|f(?:ou|i)nds?|wrote|estimate[ds]?|believes?d?|agreed?|ruled?|concluded?)\b[^.;:]{0,50}\bthat"
    r"|说|称|表示|(?:介绍|通报|透露|说|称|表示)，全?.?)\s*$"
)
"""Who says it, which may be left out."""
_CONDITION = re.compile(
    r"\b(?:if|unless|until|only|provided|except|before|after|without|against|over|under|up|down|more|less|most|least|almost|nearly"
    r"|or)\b|如果|除非|只有|只要|前提|若|未|不|没|无|非|否|拒|仅|前|后|或|超|近|逾",
    re.IGNORECASE,
)
"""What turns a sentence when it is left out or put in."""
_JOINS = re.compile(r"\b(?:and|or|while|but|whereas)\b|[、和与及而但]|分别|respectively")
_NAMES = 2
"""Names that may be left out within a clause."""
_BESIDE = 2
"""Characters between a year that was put in and the rest of its date."""
_PREDICATE = re.compile(r"^[在于就对向与和因为将把从以并同经通已曾正还也都会][^；。]*，$")
"""A Chinese predicate left out before another of the same subject."""
_IF = re.compile(
    r"\b(?:if|unless|until|only|provided|except|without)\b|如果|除非|只有|只要|前提|若|[^，]*(?:时|前|后)\s*$",
    re.IGNORECASE,
)
_NEW_CLAUSE = re.compile(r"\W*(?:but|and|while|whereas|although|though|because|after|which|who)\b")
_COVERB = re.compile(r"^[^，。；：]*，[向对在因为将把从以并就给][^，。；：]*$")
"""What is left out from one clause into the next, where the next has the same subject."""
_MOST_LEFT_OUT = {"en": 60, "zh": 16}
"""Characters within a clause that may be left out."""


def shortens(sentence: str, units: Sequence[Unit], source: Source, language: str) -> bool:
    """Whether the sentence is the source with something left out that does not turn it, and nothing of weight put in.

    :param units: the sentence's, read against the day of the source's article.
    """
    if language != source.language:
        return False
    kept, edits = edits_of(sentence, source.text, language)
    if kept < LEAST[language]:
        return False
    if not all(
        _adds_nothing(sentence, units, edit, source, language) and _leaves_whole(edit, source, language)
        for edit in edits
    ):
        return False
    # "The High Court" for "the Court of Appeal" names one more fully and another less.
    put_in = any(unit.kind == "name" for edit in edits if edit.put_in for _, unit in within(units, edit.said))
    return not (put_in and any(_drops_a_name(edit, source) for edit in edits))


def _drops_a_name(edit: Edit, source: Source) -> bool:
    """Whether a name is left out within a clause."""
    start, end = edit.told
    rest = source.text[end:]
    whole = _BEFORE.search(source.text[:start]) and (_AFTER.search(rest) or _SAYS.search(source.text[start:end]))
    return (
        not whole and bool(re.search(r"\w", rest)) and any(u.kind == "name" for _, u in within(source.units, edit.told))
    )


def _adds_nothing(sentence: str, units: Sequence[Unit], edit: Edit, source: Source, language: str) -> bool:
    """Whether what was put in is glue, says what it replaces, or calls somebody more fully than the source does."""
    start, end = edit.said
    if start == end:
        return True
    said, told = edit.put_in, edit.left_out
    dated = any(unit.kind == "date" for _, unit in within(units, edit.said))
    if not dated and all(word in glue(language) for word in edit.words_said):
        return True
    there = {at for at, _ in within(source.units, edit.told)}
    touched = {at for at, _ in within(source.units, (edit.told[0] - _BESIDE, edit.told[1] + _BESIDE))}
    own = [unit for _, unit in within(units, edit.said)]
    if _CONDITION.search(said) or not own or any(unit.kind == "denial" for unit in own):
        return False
    if not told and all(unit.value is None for unit in own) and _is_called_so(sentence, edit, source, language):
        return True
    stands_for = bool(LEANING.search(told)) or not told
    return all(
        (unit.kind == "weak" and language == "en")
        or set(places(unit, source, language)) & (touched if unit.kind == "date" else there)
        or (unit.kind == "name" and stands_for and (unit.text in source.context.casefold() or unit.text in source.next))
        for unit in own
    )


def _is_called_so(sentence: str, edit: Edit, source: Source, language: str) -> bool:
    """Whether what was put in stands before or after the same word elsewhere in the passage: "Helena" of Brandt."""
    tokens = tokens_of(sentence, language)
    after = next((t for t in tokens if t[1] >= edit.said[1]), None)
    before = next((t for t in reversed(tokens) if t[2] <= edit.said[0]), None)
    ranges = [(edit.said[0], after[2])] if after else []
    ranges += [(before[1], edit.said[1])] if before else []
    return any(letters(plain(sentence[a:b])) in letters(source.passage_text) for a, b in ranges)


def _leaves_whole(edit: Edit, source: Source, language: str) -> bool:
    """Whether what was left out leaves the rest as it was: whole clauses, or words within one that turn nothing."""
    start, end = edit.told
    if start == end:
        return True
    text, left = source.text, edit.left_out
    before, after = _BEFORE.search(text[:start]), _AFTER.search(text[end:])
    ends = not re.search(r"\w", text[end:])
    if start and ((before and after) or (ends and (before or _NEW_CLAUSE.match(left)))):
        # "B fell," between "A rose 5%," and "and then rose" would give B's rise to A.
        inner = [unit for _, unit in within(source.units, edit.told)]
        goes_on = before is not None and before.group().strip() in (",", "，")
        same_subject = ends or goes_on or bool(_FULL.search(text[end:]))
        return same_subject and (ends or inner[:1] == [] or inner[0].kind != "name") and not _IF.search(left)
    if _PREDICATE.match(text[start : end + 1] if text[end : end + 1] == "，" else left) and not _IF.search(left):
        return True
    if _turns(edit, source, language):
        return False
    if ends or _SAYS.search(left) or _COVERB.search(left) or (not start and after):
        return True
    inner = [u for _, u in within(source.units, edit.told) if start <= u.start and u.end <= end]
    heavy = any(u.kind == "number" or (language == "en" and is_verb(u, text)) for u in inner)
    few = sum(unit.kind == "name" for unit in inner) <= _NAMES and end - start <= _MOST_LEFT_OUT[language]
    return few and not heavy and not _JOINS.search(left)


def _turns(edit: Edit, source: Source, language: str) -> bool:
    """Whether what was left out denies, limits, plans or conditions the rest."""
    left = edit.left_out
    return (
        bool(_CONDITION.search(left) or HEDGES[language].search(left))
        or any(re.search(pattern, left, re.IGNORECASE) for _, pattern in QUANTIFIERS)
        or any(unit.kind == "denial" for _, unit in within(source.units, edit.told))
    )

"""What passages prove and what they do not, in both languages."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from conftest import SEEDS

from rag.errors import SourceError
from rag.glossary import headwords
from rag.judging import figures, judge_drafts
from rag.predicates import acts_in
from rag.quantities import find_quantities
from rag.records import Article, Passage
from rag.sentences import sentence_spans
from rag.sounds import may_be_name, sound_alike, sounds_in
from rag.sources import read_article
from rag.verifying import verify

SETS = Path(__file__).parent / "data" / "drafts"

PORT = (
    "Dockers at Larne began a strike on Tuesday over pay. The port authority offered 4%, and the union refused to"
    " accept it. Director Mary Odell said that 46 ships had been diverted: Belfast took 29 and Dublin 17. The strike"
    " at Larne lasted six days, while the one at Cork ended after three days."
)
BANK = (
    "央行周四把基准利率下调至3.75%。行长陈若兰表示，通胀率将在明年初回到2%的目标。副行长米勒反对降息。"
    "5月蔬菜价格下跌4.1%，房租上涨5.8%。财政部没有公布赤字数字。"
)


def passage(text: str, language: str, day: str = "2025-03-13") -> Passage:
    article = Article("a.txt", "", text, language, date.fromisoformat(day))
    return Passage(article, 0, len(text), language, 1.0)


@pytest.mark.parametrize(
    "sentence",
    [
        "A strike by dockers at Larne began on 11 March 2025.",
        "The union refused to accept the offer of 4 percent.",
        "According to director Mary Odell, forty-six ships had been diverted.",
        "Belfast took 29 of the diverted ships and Dublin took 17.",
        "The strike at Larne lasted six days, and the one at Cork ended after three days.",
    ],
)
def test_what_a_passage_says_is_proved(sentence: str) -> None:
    assert verify(sentence, [passage(PORT, "en")]).reason == ""


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("A strike by dockers at Larne began on 12 March 2025.", "date"),
        ("The union accepted the offer of 4 percent.", "denial"),
        ("The union refused to accept the offer of 14 percent.", "number"),
        ("According to director Mary Odell, 46 ships had been sunk.", "words"),
        ("Belfast took 17 of the diverted ships, and Dublin took 29.", "bound"),
        ("The strike at Larne lasted three days, while the one at Cork ended after six days.", "bound"),
        ("According to director John Ward, 46 ships had been diverted.", "name"),
        ("The port authority has called in the army to unload the food.", "words"),
    ],
)
def test_what_a_passage_does_not_say_is_not_proved_and_why(sentence: str, why: str) -> None:
    assert verify(sentence, [passage(PORT, "en")]).reason.partition(":")[0] == why


@pytest.mark.parametrize(
    "sentence",
    [
        "央行在2025年3月13日将基准利率下调到3.75%。",
        "行长陈若兰说，通胀率将在2026年初回到2%的目标。",
        "副行长米勒反对降息。",
    ],
)
def test_what_a_chinese_passage_says_is_proved(sentence: str) -> None:
    assert verify(sentence, [passage(BANK, "zh")]).reason == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "央行在2025年3月14日将基准利率下调到3.75%。", "央行周四把基准利率上调至3.75%。", "副行长米勒支持降息。",
        "5月房租下跌4.1%，蔬菜价格上涨5.8%。", "财政部公布了赤字数字。", "行长高桥表示，通胀率将在明年初回到2%的目标。",
    ],
)  # fmt: skip
def test_what_a_chinese_passage_does_not_say_is_not_proved(sentence: str) -> None:
    assert not verify(sentence, [passage(BANK, "zh")]).is_proved


@pytest.mark.parametrize(
    ("text", "sentence", "language"),
    [
        ("Iran launched missiles on Monday.", "Iraq launched missiles on 13 May 2024.", "en"),
        ("The EU imposed sanctions on Monday.", "The US imposed sanctions on 13 May 2024.", "en"),
        ("Kestrel would cut 1,200 jobs in Dorvik.", "Kestrel has cut 1,200 jobs in Dorvik.", "en"),
        ("Scientists warned that the dam might collapse.", "The dam collapsed.", "en"),
        ("Some hospitals in Velmark closed.", "All hospitals in Velmark closed.", "en"),
        ("The minister left office on Monday.", "The minister stayed in office.", "en"),
        ("三千人参加了游行。", "两万人参加了游行。", "zh"), ("公司亏损了三千万元。", "公司亏损了五千万元。", "zh"),
    ],
)  # fmt: skip
def test_what_looks_alike_is_not_proved(text: str, sentence: str, language: str) -> None:
    assert not verify(sentence, [passage(text, language, "2024-05-15")]).is_proved


def test_a_passage_in_the_other_language_proves_too() -> None:
    assert verify("The central bank cut its benchmark rate to 3.75% on 13 March 2025.", [passage(BANK, "zh")]).is_proved
    assert not verify(
        "The central bank cut its benchmark rate to 3.25% on 13 March 2025.", [passage(BANK, "zh")]
    ).is_proved
    assert verify("共有46艘船改道。", [passage(PORT, "en")]).reason != "number:46"


def test_the_union_of_the_passages_proves_and_the_proof_says_which() -> None:
    both = [passage(PORT, "en"), passage("The fishing season at Howth opens on 1 April.", "en")]
    verdict = verify("The union refused to accept 4%, while the fishing season at Howth opens on 1 April.", both)
    assert verdict.is_proved
    assert {place for place, _, _ in verdict.proof} == {0, 1}
    for place, start, end in verdict.proof:
        assert both[place].article.text[start:end] == both[place].article.text[start:end].strip() != ""


def test_nothing_proves_nothing() -> None:
    assert not verify("They met.", []).is_proved
    assert not verify("", [passage(PORT, "en")]).is_proved
    assert not verify("!!", [passage(PORT, "en")]).is_proved


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$6.8bn", 6.8e9, "usd"), ("68亿美元", 6.8e9, "usd"), ("6.8 billion dollars", 6.8e9, "usd"),
        ("近四成", 40, "percent"),
        ("seventeen", 17, ""), ("twenty-two", 22, ""), ("two dozen", 24, ""), ("百分之三十", 30, "percent"),
        ("三亿五千万美元", 3.5e8, "usd"),
        ("两万五个", 25000, ""), ("1.4m people", 1.4e6, ""), ("十二艘", 12, ""), ("一百零五人", 105, ""),
        ("half a point", 0.5, ""), ("2.6 per cent", 2.6, "percent"), ("推迟半年", 0.5, ""), ("不到一半", 0.5, ""),
        ("two and a half million", 2.5e6, ""), ("三年半监禁", 3.5, ""), ("三个半小时", 3.5, ""),
    ],
)  # fmt: skip
def test_numbers_are_read_by_what_they_are_worth(text: str, value: float, unit: str) -> None:
    found = find_quantities(text)
    assert [(item.value, item.unit) for item in found] == [(value, unit)]


@pytest.mark.parametrize(
    "text", ["one of them", "万一下雨", "第二次会谈", "RX-7", "every quarter", "the first half", "上半年", "零部件"]
)
def test_what_counts_nothing_is_no_number(text: str) -> None:
    assert find_quantities(text) == []


def test_names_sound_alike_across_scripts() -> None:
    assert sound_alike("Blinken", "布林肯")
    assert sound_alike("Peishan", "林佩珊")
    assert sound_alike("Queensferry", "昆斯费里港")
    assert not sound_alike("Blinken", "日内瓦")
    assert sounds_in("miskolc", "公司匈牙利米什科尔茨工厂的投产时间")
    assert sounds_in("foggia", "从福贾一家出口商进货")
    assert not sounds_in("durban", "公司匈牙利米什科尔茨工厂的投产时间")
    assert may_be_name("蒂华纳")
    assert not may_be_name("半座桥")


FERRY = (
    "The ferry that burned off Cebu on Monday carried 256 people, 55 more than its manifest showed, coast guard"
    " commander Rhea Villasis said. Its owner, Visaya Lines, which has not been charged, raised its fares by 5% to"
    " 12 dollars and had been offered state aid. The court found that a blocked valve, rather than the storm, sank it."
    ' "We told them twice," said engineer Tom Brandt. The aid will not be paid before 15 September.'
)
COURT = (
    "大理州中级人民法院25日对导盲犬案作出终审判决,撤销一审判决,判令公司赔偿6300元。法官蒋文指出,合同“名为承揽，实为管理”。"
    "副院长杨敏介绍,全州需重建房屋317户,首批已经动工。陈立向王平致电祝贺。轮流停电比预计的提前了五天。"
)


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry carried 256 people, 55 more than its manifest showed.",
        "Visaya Lines raised its fares by 5% to 12 dollars and had been offered state aid.",
        "The ferry's owner, Visaya Lines, raised its fares by 5%.",
        "The aid will not be paid before 15 September 2025.",
        'Engineer Tom Brandt said "we told them twice".',
        "大理州中级人民法院2025年3月25日作出终审判决，撤销一审判决。",
        "大理州需重建房屋317户，首批已经动工。",
        "蒋文指出，合同“名为承揽，实为管理”。",
    ],
)
def test_what_is_left_out_of_a_sentence_leaves_it_proved(sentence: str) -> None:
    text, language = (FERRY, "en") if sentence.isascii() else (COURT, "zh")
    assert verify(sentence, [passage(text, language, "2025-03-26")]).reason == ""


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Visaya Lines lowered its fares by 5% to 12 dollars.", "opposite"),
        ("Visaya Lines raised its fares by 7% to 12 dollars and had been offered state aid.", "number"),
        ("Visaya Lines raised its fares by 12% to 5 dollars and had been offered state aid.", "number"),
        ("Visaya Lines raised its fares by 5% to 12 dollars and had offered state aid.", "turned"),
        ("The court found that the storm, rather than a blocked valve, sank it.", "turned"),
        ('Engineer Tom Brandt said "we told them three times".', "quote"),
        ("Visaya Lines has been charged.", "framed"),
        ("The aid will be paid before 15 September.", "framed"),
        ("蒋文指出，合同“名为管理，实为承揽”。", "quote"),
        ("轮流停电比预计的晚了五天。", "opposite"),
        ("王平向陈立致电祝贺。", "turned"),
    ],
)
def test_a_word_that_turns_a_sentence_told_in_the_same_words_is_found(sentence: str, why: str) -> None:
    text, language = (FERRY, "en") if sentence.isascii() else (COURT, "zh")
    assert verify(sentence, [passage(text, language, "2025-03-26")]).reason.partition(":")[0] == why


def test_names_of_peoples_are_those_of_their_countries() -> None:
    told = passage("The Swiss collector Elsa Brenner returned the painting.", "en")
    assert verify("瑞士收藏家Elsa Brenner归还了画作。", [told]).reason == ""
    assert verify("荷兰收藏家Elsa Brenner归还了画作。", [told]).reason == "name:荷兰"


MINE = (
    "新华社圣地亚哥3月19日电 智利安托法加斯塔上诉法院18日裁定，暂停执行北方锂业公司签署的盐湖开采合同。"
    "首席执行官埃尔南·巴萨尔托否认公司绕过社区，称投产大概要推迟半年。"
    "哈方要求增加采购，双方未达成一致。国家文物局19日宣布，阮德海已辞去顾问职务。警方建议居民不要靠近。"
)
FERRY_TALKS = (
    "Philippine defence undersecretary Ramon Villareal said the third round of talks was called off on Monday. Union"
    " leader Chae Hyun-woo dismissed the figure. Driverless lorries will be used at the refinery in Okrika. An"
    " economist at Redgum, Defne Aksoy, said rates would rise by half a point."
)


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("The Antofagasta Court of Appeals suspended Northern Lithium's contract on 18 March 2025.", ""),
        ("Chief executive Hernán Basalto denied that the company had bypassed the communities.", ""),
        ("Chief executive Dirk Meeus denied that the company had bypassed the communities.", "name"),
        ("Production will probably be delayed by half a year.", ""),
        ("Kazakhstan demanded more purchases, but the two sides did not agree.", ""),
        ("Mongolia demanded more purchases, but the two sides did not agree.", "name"),
        ("Nguyen Duc Hai has resigned as adviser, the National Cultural Heritage Administration said.", ""),
        ("Police advised residents against going near.", ""),
        ("菲律宾国防部副部长Ramon Villareal说，第三轮会谈周一取消。", ""),
        ("马来西亚国防部副部长Ramon Villareal说，第三轮会谈周一取消。", "name"),
        ("工会领导人Noh Eun-ji驳斥了这一数字。", "name"),
        ("奥克里卡炼油厂将使用无人驾驶卡车。", ""),
        ("Redgum的经济学家Defne Aksoy说，利率将上升0.5个百分点。", ""),
        ("Redgum的经济学家Defne Aksoy说，利率将上升0.7个百分点。", "number"),
        ("Wang Deping has resigned as adviser, the National Cultural Heritage Administration said.", "name"),
        ("Chief executive Viktor Basalto denied that the company had bypassed the communities.", "name"),
    ],
)
def test_the_other_language_proves_as_far_as_words_names_and_denials_go(sentence: str, why: str) -> None:
    text, language = (FERRY_TALKS, "en") if re.search("[一-鿿]", sentence) else (MINE, "zh")
    assert verify(sentence, [passage(text, language, "2025-03-20")]).reason.partition(":")[0] == why


def test_the_sets_of_drafts_keep_their_figures() -> None:
    """Measured: 93 and 94 of 100 false ones caught; 21 and 7.3 of 100 true ones refused. The others by `rag eval`."""
    unseen, prompted = (figures(judge_drafts(SETS / name))["all"] for name in ("held-out", "prompted-held-out"))
    assert unseen["false"] == unseen["true"] == 100
    assert unseen["caught"] >= 0.92
    assert unseen["refused"] <= 0.22
    assert (prompted["false"], prompted["true"]) == (104, 438)
    assert prompted["caught"] >= 0.93
    assert prompted["refused"] <= 0.08


def test_what_stands_in_the_articles_is_proved_and_what_is_denied_in_it_is_not() -> None:
    """Every sentence of the project's own articles, and the same with "not" put in."""
    kept, denied = [], []
    for path in sorted(SEEDS.iterdir()):
        article = read_article(SEEDS, path.name)
        whole = Passage(article, 0, len(article.text), article.language, 1.0)
        for start, end in sentence_spans(article.text, article.language):
            sentence = article.text[start:end].strip()
            if len(sentence) < 25:
                continue
            kept.append(verify(sentence, [whole]).is_proved)
            said = re.sub(r"\b(was|were|has|had|will)\b(?! not)", r"\1 not", sentence, count=1)
            if said != sentence:
                denied.append(not verify(said, [whole]).is_proved)
    assert len(kept) > 150
    assert sum(kept) >= 0.98 * len(kept)
    assert len(denied) > 40
    assert sum(denied) >= 0.9 * len(denied)


@pytest.mark.parametrize(
    "sentence",
    [
        "Dockers at Cork began a strike on Tuesday over pay.",
        "The strike at Cork lasted six days, while the one at Larne ended after three days.",
        "The port authority offered 4%, and the union agreed to accept it.",
        "Director Mary Odell said that 29 ships had been diverted.",
        "Director Mary Odell said that 46 ships had not been diverted.",
    ],
)
def test_nearly_the_same_words_with_another_fact_prove_nothing(sentence: str) -> None:
    assert not verify(sentence, [passage(PORT, "en")]).is_proved


def test_owners_and_figures_are_paired_in_their_order() -> None:
    source = passage(
        "Olsson is about 2km wide and Takeda-Ruiz about 5km. Marea-1 was built by Torvento, Marea-2 by Wisla.", "en"
    )
    assert verify("Olsson is 2km wide, whereas Takeda-Ruiz is 5km wide.", [source]).is_proved
    assert not verify("Olsson is 5km wide, whereas Takeda-Ruiz is 2km wide.", [source]).is_proved


def test_a_title_lends_its_number_only_to_whom_it_names() -> None:
    text = "Income from students dropped by 31%. Harrow Bay, its neighbour, made a surplus."
    article = Article("a.txt", "St Aldhelm's reports a loss of £23m", text, "en", date(2025, 7, 11))
    assert not verify("Harrow Bay reported a loss of £23m.", [Passage(article, 0, len(text), "en", 1.0)]).is_proved


def test_chinese_is_cut_so_that_the_fewest_characters_are_left() -> None:
    assert headwords("在内罗毕举行") == ["在", "内罗毕", "举行"]


def test_a_set_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="drafts.jsonl"):
        judge_drafts(tmp_path)
    (tmp_path / "drafts.jsonl").write_text('{"passages": 3}\n')
    with pytest.raises(SourceError, match="line 1"):
        judge_drafts(tmp_path)


def test_an_act_that_a_question_takes_as_done_is_known_in_both_languages() -> None:
    assert acts_in("Which agreement did they sign?", "en") == acts_in("双方签署了什么协议？", "zh") == {"sign"}
    assert acts_in("The signing ceremony was put off.", "en") == {"sign"}
    assert acts_in("When were the talks held?", "en") == frozenset()


def test_chinese_names_that_differ_in_one_character_are_two() -> None:
    source = passage("河北省政府5月5日批准了这项计划。", "zh")
    assert verify("河北省政府批准了这项计划。", [source]).is_proved
    assert not verify("湖北省政府批准了这项计划。", [source]).is_proved


def test_the_month_of_may_is_no_plan() -> None:
    assert verify(
        "The council approved the bridge.", [passage("On 5 May the council approved the bridge.", "en")]
    ).is_proved
    planned = passage("The museum was set to open the new wing.", "en", "2025-05-05")
    assert not verify("On 5 May the museum opened the new wing.", [planned]).is_proved


def test_a_plan_in_one_clause_excuses_nothing_in_the_next() -> None:
    text = "The museum will close in autumn. The bridge is set to be opened by the mayor."
    said = "The museum will close in autumn; the bridge was opened by the mayor."
    assert not verify(said, [passage(text, "en")]).is_proved


def test_yesterday_is_read_against_the_passage_that_proves_it() -> None:
    one, two = (
        passage("The ferry sailed.", "en", "2025-06-01"),
        passage("The council approved the plan on 31 May.", "en", "2025-05-20"),
    )
    assert not verify("The council approved the plan yesterday.", [one, two]).is_proved


def test_a_word_is_not_the_beginning_of_another() -> None:
    assert not verify(
        "The port was sold to Mary Odell.", [passage("The portrait was sold to Mary Odell.", "en")]
    ).is_proved


@pytest.mark.parametrize(
    ("text", "sentence", "why"),
    [
        ("There is no evidence that Ada Moss sold the mill.", "Ada Moss sold the mill.", "framed"),
        ("Rumours that Ada Moss sold the mill to Kern spread on Monday.", "Ada Moss sold the mill to Kern.", "framed"),
        ("Ada Moss was cleared of taking cash from Kern.", "Ada Moss was taking cash from Kern.", "framed"),
        ("Ada Moss tried to buy the old mill in Lund.", "Ada Moss bought the old mill in Lund.", "framed"),
        ("Ada Moss urged the town to sell the old mill.", "The town sold the old mill.", "hedged"),
        ("The bridge at Lund has not yet reopened to cars.", "The bridge at Lund has reopened to cars.", "framed"),
        ("The trams did not run in Lund on Monday.", "The trams ran in Lund on Monday.", "framed"),
        ("Apart from Malta, every state backed the plan.", "Every state backed the plan.", "framed"),
        ("No more than 300 people were hurt in Lund.", "More than 300 people were hurt in Lund.", "limit"),
        ("事故造成不超过300人受伤。", "事故造成超过300人受伤。", "limit"),
        ("The bridge at Lund opened last year.", "The bridge at Lund opened this year.", "date"),
        ("Some 40 fled, and up to 30 are missing.", "Some 40 fled, and at least 30 are missing.", "limit"),
        ("Unemployment rose by 0.4 points to 6.1% in May.", "Unemployment rose by 6.1% in May.", "bound"),
        ("Unemployment rose by 0.4 percentage points in May.", "Unemployment rose by 0.4 percent in May.", "number"),
        ("The fund lost 5 million rupees in May.", "The fund lost 5 million dollars in May.", "number"),
        ("It was 20 degrees in Lund on Monday.", "It was -20 degrees in Lund on Monday.", "number"),
        ("Envoys spoke about South Sudan on Monday.", "Envoys spoke about Sudan on Monday.", "name"),
        ("Ana Ruiz won the race in Lund on Monday.", "Juan Ruiz won the race in Lund on Monday.", "name"),
        ("没有证据表明莫女士收过科恩公司的钱。", "莫女士收过科恩公司的钱。", "framed"),
        ("网传市长莫安挪用公款四百万元。", "市长莫安挪用公款四百万元。", "framed"),
        ("除马耳他外，所有成员国都支持这项计划。", "所有成员国都支持这项计划。", "framed"),
        ("5月通胀率从4月的3.4%降至2.9%。", "5月通胀率下降2.9%。", "bound"),
        ("事故造成最多30人失踪，搜救仍在进行。", "事故造成至少30人失踪，搜救仍在进行。", "limit"),
        ("失业率5月上升0.4个百分点。", "失业率5月上升0.4%。", "number"),
        ("法院判决山西公司获赔420万元。", "法院判决陕西公司获赔420万元。", "name"),
        ("轨道集团未经审批在控制线内钻孔七个。", "恒筑公司未经审批在控制线内钻孔七个。", "name"),
        ("周四起客车恢复通行，货车仍须乘轮渡。", "周四起货车恢复通行，客车仍须乘轮渡。", "turned"),
        (
            "Moss denied fraud and forgery, though Moss admitted signing seven papers for coffee in Lund.",
            "Moss denied signing seven papers for coffee in Lund, though Moss admitted fraud and forgery.", "turned",
        ),
    ],
)  # fmt: skip
def test_what_is_changed_in_nearly_the_same_words_is_found(text: str, sentence: str, why: str) -> None:
    language = "en" if text.isascii() else "zh"
    assert verify(sentence, [passage(text, language)]).reason.startswith(f"{why}:")
    assert verify(text, [passage(text, language)]).is_proved


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Ada Moss managed to sell the old mill in Lund.", "Ada Moss sold the old mill in Lund."),
        ("Kern said that Ada Moss sold the mill in Lund on Monday.", "Ada Moss sold the mill in Lund on Monday."),
        ("More than 300 people fled Lund on Monday.", "Over 300 people fled Lund on Monday."),
        ("Prices rose by 0.4% to 120 euros in May.", "Prices rose by 0.4% in May."),
        ("Sales in Lund rose 5% in May. Sales in Lund rose 5% in June.", "Sales in Lund rose 5% in May."),
        ("She resigned on Friday. The next morning the mill burned down.", "The mill burned down on 8 March 2025."),
        ("两国5月签署协议。29岁的莫安周一获释。", "29岁的莫安周一获释。"),
        ('The mayor called the plan "a café for everyone".', 'The mayor called the plan "a café for everyone".'),
        ("A fair was held in Lund on March 8 and 9.", "A fair was held in Lund on March 8."),
        ("渡轮周一沉没，非洲联盟表示慰问。", "渡轮周一沉没。"),
        ("工业和信息化部就展演指引征求意见。", "工信部就展演指引征求意见。"),
    ],
)  # fmt: skip
def test_what_changes_nothing_stays_proved(text: str, sentence: str) -> None:
    assert verify(sentence, [passage(text, "en" if text.isascii() else "zh")]).reason == ""


def test_a_quotation_has_whole_words() -> None:
    told = passage('Minister Odell called the plan "unacceptable" on Monday.', "en")
    assert verify('Minister Odell called the plan "unacceptable" on Monday.', [told]).is_proved
    assert verify('Minister Odell called the plan "acceptable" on Monday.', [told]).reason == "quote:acceptable"
    line = passage(f"{told.text}\n版权所有，未经许可不得转载。", "en")
    assert verify('Minister Odell called the plan "a gift" on Monday.', [line]).reason == "quote:a gift"

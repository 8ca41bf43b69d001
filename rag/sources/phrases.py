"""The words that pages of all sites put around their articles, English and Chinese, as patterns for one whole line.

`is_phrase` judges one line by itself; what a line is by its neighbours is told in `furniture`. Two classes: `SURE`
patterns also fit real sentences of a page about itself ("Sign up for our newsletter ..."); `SHORT` ones hold only for
lines that are no prose. Each pattern names what it is for, and none names an outlet or an article.
"""

from __future__ import annotations

import re

from rag.sources.lines import columns, is_prose, size

_MAX_SURE = 420
_MAX_SHORT = 240


def _any(*patterns: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags)


_AGENCY = (
    r"(?:getty(?: images)?|ap(?: photo| images)?|afp|reuters|epa(?:-efe)?|xinhua|shutterstock|alamy|wireimage|redux"
    r"|bloomberg|istock(?:photo)?|unsplash|imago|anadolu(?: agency)?|zuma(?: press)?|associated press|pool)"
)
_NETWORKS = (
    r"(?:facebook|twitter|instagram|linkedin|tiktok|youtube|whatsapp|telegram|pinterest|reddit|weibo|wechat|threads)"
)

_SHARES = _NETWORKS[:-1] + "|e-?mail|print|link|copy(?: link)?|tweet|share|pin|save|x|微信|微博|新浪微博|朋友圈|qq空间|qq好友|qq|收藏)"

_WORDS = frozenset(
    word.strip()
    for word in """
    about us|accept all cookies|ad|advert|advertisement|advertisements|advertising|back|back to top|bookmark|buy now|
    close|close ad|comment|comments|contact|contact us|continue reading|copied|copy link|copy url|email|email this|
    enlarge image|facebook|facebook messenger|flipboard|follow|follow us|font size|full screen|full story|gift article|
    give feedback|go to top|hide caption|home|home page|homepage|instagram|learn more|leave a comment|like|like this|line|
    link copied|linkedin|listen|listen now|listen to article|load more|loading|log in|login|logout|main menu|menu|
    messenger|more|more info|more information|more news|my account|navigation|next|next article|next page|next post|
    no comments|no comments yet|open menu|opens in new window|original article|original link|pause|photos|pinterest|
    play|play video|podcast|popular|post|post a comment|previous|previous article|previous page|previous post|print|
    print this|privacy|privacy policy|promoted|promo|read article|read full article|read full story|read more|
    read more here|read next|read now|read original|read the full article|read the full story|reddit|register|related|
    reply|report this ad|reprints|republish|republish this article|rss|save|save article|search|see all|see more|share|
    share full article|share on facebook|share on twitter|share on whatsapp|share this|share this article|
    share this post|share this story|show all|show caption|show comments|show less|show more|sign in|sign up|site map|
    sitemap|skip ad|skip advertisement|skip to content|skip to main content|skip to navigation|snapchat|source link|
    source|source article|sponsored|sponsored content|subscribe|subscribe now|tags|telegram|terms of service|
    terms of use|text size|threads|toggle navigation|top|topics|translate|tumblr|tweet|twitter|unmute|video|videos|
    view|view all|view all comments|view comments|view gallery|view image in fullscreen|view more|view on twitter|
    view original|view post on x|view source|viber|watch|watch live|watch now|watch video|wechat|weibo|whatsapp|x|
    分享|分享到|分享至|收藏|点赞|打印|打印本页|关闭|关闭窗口|上一篇|下一篇|上一页|下一页|返回|返回顶部|回到顶部|返回首页|
    返回列表|首页|主页|广告|登录|登陆|注册|登录注册|评论|发表评论|我要评论|查看评论|暂无评论|写评论|跟贴|热门评论|最新评论|
    搜索|菜单|导航|网站导航|更多|更多内容|查看更多|加载更多|点击加载更多|展开|展开全文|阅读全文|查看全文|点击查看全文|收起|
    原文链接|原文|阅读原文|查看原文|来源链接|微信|微博|新浪微博|朋友圈|微信好友|qq空间|复制链接|复制成功|扫一扫|二维码|举报|
    反馈|意见反馈|纠错|赞|踩|关注|已关注|订阅|取消|确定|提交|发送|字号|大|中|小|大中小|标签|视频|图集|相关链接|关于我们|
    联系我们|版权声明|免责声明|隐私政策|用户协议|网站地图|设为首页|加入收藏|手机版|电脑版|繁体|简体|客户端下载|下载app|
    """.split("|")
)

_MENU = frozenset(
    """
    home news world us u.s. uk politics business economy finance markets money tech technology science health sports
    sport entertainment culture arts lifestyle style travel food opinion opinions video videos photos weather local
    national international education environment climate games podcasts newsletters subscribe login search more about
    contact jobs magazine autos real-estate obituaries crime live europe asia africa china middle-east americas
    首页 新闻 国内 国际 要闻 时政 社会 财经 经济 金融 股票 体育 娱乐 科技 汽车 房产 教育 健康 军事 文化 旅游 时尚 评论 视频
    图片 专题 地方 港澳 台湾 滚动 专栏 直播 论坛 博客 游戏 数码 生活 美食 历史 法治 能源 环保 招聘 更多 登录 注册 搜索
    """.split()
)

_UPPER = "(?-i:[A-Z])"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_NAMES = r"(?:[\w.'’-]+ ){0,4}[\w.'’-]+"

SURE = _any(
    # newsletters, alerts, subscriptions
    r"^[*(\[]?(?:please |want more\? |not a subscriber\? )*(?:sign up|subscribe)\b.{0,150}\b(?:newsletters?|inbox|alerts?|briefing|"
    r"today|now|here|channel|podcast|app|access)\b(?!.{160})",
    r"^[*(\[]?(?:please )?(?:get|receive|join|enter|download|install)\b.{0,150}\b(?:newsletters?|inbox|e-?mail alerts?|push notifications|"
    r"our (?:free |new |mobile )*app|(?:whatsapp|telegram|youtube) channel)\b(?!.{160})",
    r"^.{3,60}[:.?!]\s*(?:sign up (?:for|to|here)|subscribe (?:to|here|now)).{0,200}$",
    r"^(?:editor[’']s note\s*:\s*)?(?:this|a version of this) (?:story|article|column|piece) .{0,60}(?:appeared|published) .{0,80}newsletter",
    r"^editor[’']s note\s*:.{0,100}\bsign up\b",
    r"^\(?(?:you can get|to get|would you like to (?:get|receive))\b.{0,100}(?:inbox|newsletter)",
    r"^(?:support|thank you for (?:supporting|reading)|enjoy(?:ing|ed)?) (?:our|local|independent|this|quality)\b"
    r".{0,60}\b(?:journalism|story|article)\b.{0,150}\b(?:subscri|donat|support|sign up|register)",
    r"^(?:support|donate to) (?:our|local|independent) (?:journalism|work)\b.{0,80}$",
    # consent
    r"^(?:we|this (?:web)?site|our (?:partners|website|site)|by (?:clicking|continuing|using|signing|subscribing|submitting|providing|"
    r"entering|registering))\b(?=.*\b(?:you|your|our|this (?:web)?site)\b).{0,250}\b(?:cookies?|privacy (?:policy|notice|statement)|"
    r"terms (?:of (?:use|service)|and conditions))\b",
    r"^we will use the (?:details|information|data) you\b",
    r"^(?:manage|accept|reject|change) (?:all )?(?:cookies?|consent|your (?:cookie|privacy))\b.{0,80}$",
    r"^(?:本网站|本站|我们|本页面)(?:会|将)?使用\s*cookie",
    # rights
    rf"^(?:copyright\s*)?(?:©|\(c\)(?=\s*\d))\s*(?:copyright\s*)?(?:\d{{4}}|{_UPPER})(?!.{{200}})",
    r"^copyright\s+(?:\d{4}|by\b)(?!.{200})",
    r"^.{0,80}\ball rights reserved\b.{0,80}$",
    r"^.{0,120}\bmay not be (?:published|reproduced|republished|redistributed)[^.]{0,80}\b(?:rewritten|redistributed|permission)\b.{0,60}$",
    r"^(?:版权所有|©).{0,60}$",
    r"^(?:免责|版权|郑重|特别|风险)?(?:声明|提示|说明)\s*[：:].{0,120}(?:本网|本站|转载|版权|作者本人|平台|不代表|投资建议|仅供参考)",
    r"^(?:未经.{0,10}(?:授权|许可|允许)|转载请|如需转载|本文(?:仅代表|系转载|转载自|来自网络)).{0,60}$",
    # orders to the reader
    r"^(?:click|tap) (?:here|below|through|on (?:the|this)|the (?:link|button|image))\b.{0,120}$",
    rf"^(?:follow|contact|reach|e-?mail|find|join|connect with) (?:us|me|him|her|them|the (?:reporter|author|writer)|reporter|"
    rf"{_UPPER}[\w’'-]+)\b.{{0,120}}(?:@\w|\d{{3}}\)?[-. ]\d{{3}})",
    rf"^(?:follow|find|join|like|connect with) (?:us|me)\b.{{0,60}}\bon {_NETWORKS}",
    r"^.{0,250}(?<=[.!?] )(?:follow|reach|contact|e-?mail|find) (?:him|her|them|me|us)\b.{0,60}@\w.{0,80}$",
    r"^(?:read|watch|listen|see|view|check|find|get|learn)\b.{0,60}\bhere\s*[.:!>»]*$",
    r"^(?:扫一扫|扫码(?:关注|下载|加入|阅读|查看|进群|添加|观看|收听)|扫描(?:下方|上方|二维码|图中)|长按(?:识别|二维码|图片|下方)|"
    r"点击(?:查看|进入|下载|阅读|关注|上方|下方|图片|此处|这里)|欢迎(?:关注|订阅|扫码|下载)(?:我们|本|微信|公众号|官方)|"
    r"请?关注(?:我们|本(?:号|站|网|公众号)|微信|公众号)|更多(?:精彩|内容|资讯|新闻|信息).{0,8}(?:请|点击|关注|下载|尽在)).{0,50}$",
    r"^返回.{0,6}[，,]?查看更多",
)

TEASER = _any(
    r"^(?:(?:also )?(?:read|see|check out|explore)(?: (?:more|also|next|now|here|this|the full story))?|(?:watch|listen) (?:more|also|now|next)|"
    r"more|more (?:on|from|about|in|coverage)\b[^:：]{0,40}|related(?: (?:stor(?:y|ies)|articles?|news|coverage|links?|reading|content|posts?))?|"
    r"recommended(?: reading)?|dig deeper|go deeper|learn more|don[’']t miss|in case you missed it|icymi|previously|"
    r"(?:just )?for subscribers|subscribers only|up next|next up|must read|follow along|stay connected|stay up-to-date|previous|next|prev)"
    r"\s*[:：|]\s*\S",
    r"^(?:相关(?:阅读|新闻|报道|文章|链接|推荐|专题)|推荐阅读|延伸阅读|阅读更多|更多阅读|上一篇|下一篇|上一页|下一页|原标题|原题|往期回顾|热门推荐)"
    r"\s*[:：|】》]\s*\S",
)

SHORT = _any(
    # where the page stands in its site
    r"^(?:current|you are here|location|position|当前位置|您(?:当前|现在)?的?(?:所在)?位置|你的位置|所在位置|现在位置|位置)\s*[:：].*[>»›→]",
    r"^(?:home|首页|主页)\s*(?:>|»|›|→|/|\|)+\s*\S",
    # stamps and counters
    rf"^(?:first |last )?(?:published|posted|updated|modified|edited|发布时间|发布日期|发布于|发表于|发表时间|更新时间|更新于|发稿时间)"
    rf"(?: (?:date|time))?\s*[:：]?\s*(?:on |at |于)?(?:[a-z]{{3,9}}[.,]*\s+)?(?:\d{{1,2}}[:/.-]|\d{{4}}[-/年.]|\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d).{{0,90}}$",
    r"^(?:(?:date|time|日期|时间)\s*[:：]\s*)?\d{4}(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)[ T]*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?.{0,60}$",
    r"^\d+\s*(?:min(?:ute)?s?|hours?|days?|weeks?|months?) (?:ago|read)(?:\W.{0,40})?$",
    r"^(?:estimated )?(?:reading|read) time\s*[:：]?.{0,30}$",
    r"^\w{1,20}!+\s*\(\d+\)$",
    r"^(?:likes?|comments?|views?|shares?|hits|reads?|clicks?|replies|favorites?|赞|点赞|评论|阅读|浏览|收藏|转发|分享|点击|跟贴|人气|围观|热度)"
    r"(?:数|量|次数|人数)?\s*[:：(（]?\s*\d[\d,.]*\s*[万kKmM+]*\s*[)）次]?$",
    r"^\d[\d,.]*\s*[kKmM万+]*\s*(?:likes?|comments?|views?|shares?|reads?|replies|条?评论|次?阅读|人?点赞|次浏览)$",
    # who made it
    rf"^(?:(?:words|story|text|photos?|photograph(?:y|s)?|video|graphics?|illustrations?|written|posted|reported|edited|reporting|"
    rf"compiled) )?by\s+{_UPPER}(?=[^!?]*$).{{0,80}}$",
    r"^\(?(?:contribut(?:ing|ors?)|(?:additional )?(?:reporting|writing|editing|research|production)(?: and (?:writing|editing))?(?: by)?)"
    r"\s*(?::|by\b).{0,160}\)?$",
    r"^(?:责任编辑|责编|编辑|本文编辑|来源|文章来源|信息来源|稿源|作者|本文作者|通讯员|审核|终审|初审|复审|校对|监制|编审|统筹|策划|制图|主编|值班编委|"
    r"出品|供稿|撰文|文|图文)\s*[:：／/丨|].{0,60}$",
    r"^[（(【\[]\s*(?:责任编辑|责编|编辑|来源|记者|原标题|完|作者|实习生|通讯员)\s*[:：]?.{0,50}[)）】\]]$",
    r"^(?:source|original|originally published|via|source link|original (?:article|link|source)|author|editor|category|categories|"
    r"views|hits|原文链接|原文地址|原文|本文链接|本文地址|转载自|链接|网址)\s*[:：]\s*\S.{0,200}$",
    # pictures
    r"^(?:photos?|images?|pictures?|photographs?|photo ?credits?|image ?(?:credits?|source|caption)|picture ?credits?|credits?|"
    r"file (?:photo|image)|illustrations?|featured image|screengrab|screenshot)\s*(?:by\b|via\b|:|：|/|\||©)\s*\S.{0,110}$",
    rf"^\(?{_AGENCY}(?: (?:photo|file photo|images?|writers?|news|sports writer))?(?:/.{{0,60}})?\)?$",
    rf"^(?:photo by |credit )?{_NAMES}(?:/[\w.'’ -]{{1,40}})*(?:/| via |, |\(| - ){_AGENCY}(?: via getty images| images)?(?:/file)?\)?$",
    r"^[（(]?(?:图源|图片来源|图据|图片|图|摄影|供图|资料图|资料图片|视频截图|截图|视觉中国)\s*(?:[:：/／].{0,40})?[)）]?$",
    r"^.{1,25}\s(?:摄|供图)[）)]?$",
    # words and addresses by themselves
    r"^(?:tags?|filed under|topics?|keywords?|categor(?:y|ies)|labels?|标签|关键词|关键字|分类|栏目|话题)\s*[:：]\s*\S.{0,200}$",
    r"^(?:https?://|www\.)\S+$",
    r"^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|cn|gov|edu|info|tv|news|io|co\.uk|com\.cn|com\.au|hk|tw)(?:/\S*)?$",
    r"^[\w.+-]+@[\w-]+\.[\w.-]+$",
    r"^(?:advertisement|ad feature|story continues|article continues|scroll (?:down )?to continue|continue reading|loading|"
    r"this is a modal|sorry, the video|your browser does not|please enable javascript|javascript is (?:disabled|required))\b.{0,80}$",
    rf"^(?:(?:share|tweet|分享)(?: this(?: article| story| post)?)?(?: on| via| to|到|至)?\s*[:：]?[\s|·,、/]*)?(?:{_SHARES}(?:[\s|·,、/]+|$)){{2,}}$",
    rf"^(?:share|分享)(?: this(?: article| story| post)?)?(?: on| via| to|到|至)\s*[:：]?\s*{_SHARES}$",
    r"^.{0,120}(?:>>+|»»?|\bhere\s*>)\s*$",
    r"^.{0,80}\b(?:straight|right|directly|delivered) (?:in|to|into) your inbox\b.{0,40}$",
    r"^.{0,160}\b\d{1,2}:\d{2} - source: .{1,30}$",
    r"^(?:相关|更多|热门|推荐|点击|查看).{0,12}(?:>>+|»|›|＞+)$",
    r"^(?:点击|戳)(?:这里|此处|进入|查看|图片|阅读)",
    r"^(?:下载|打开).{0,12}(?:客户端|app).{0,30}$",
)

# A link glued to its label ("Storm damage:Hundreds of homes stay without power"); by hand nobody leaves out the blank.
# "Date:May 3, City Hall" is glued as well, but tells something; so does a name such as "re:Store".
GLUED = re.compile(
    r"^[^:.!?]*(?:\b(?!(?i:date|time|venue|place|location|where|when|price|cost|rating|address|hours|tickets)\b)\w[\w’'-]{2,}|\b[A-Z]{2,})"
    r"[’'”\"]?[?!]?\s?:(?=[A-Z‘“'\"])(?P<rest>\S.*)$"
)
DATELINE_ONLY = re.compile(r"^(?:[A-Z][\w.'’]*,?\s+){1,6}(?:—|–|--)$")
_STATEMENT = re.compile(r"""[^?？]["'”’)）]*$""")
_GLUED_WORDS, _GLUED_LABEL = 6, 60
_MIN_NAMES, _MAX_NAME, _MIN_KNOWN = 3, 4, 2
_MARKS_ONLY = re.compile(r"^[\W_]+$")
_TRIM = " \t:：.…>»›→|·•-–—*#[]【】()（）↓↑▼▲"


def is_phrase(text: str) -> bool:
    """Whether the line, by itself, is a piece of the page and not of the article."""
    if text.strip(_TRIM).lower() in _WORDS or _MARKS_ONLY.match(text):
        return True
    if len(text) <= _MAX_SURE and SURE.search(text):
        return True
    if columns(text) > _MAX_SHORT or _STATEMENT.search(text) and is_prose(text):
        return False
    if TEASER.search(text) or _is_glued(text):
        return True
    return not is_prose(text) and (bool(SHORT.search(text) or DATELINE_ONLY.match(text)) or _is_menu(text))


def is_menu_word(text: str) -> bool:
    """Whether it is the name of a section that sites have in their menus."""
    return text.strip(_TRIM).lower().replace(" ", "-") in _MENU


def _is_glued(text: str) -> bool:
    match = GLUED.match(text)
    return bool(match) and match.start("rest") <= _GLUED_LABEL and size(match["rest"]) >= _GLUED_WORDS


def _is_menu(text: str) -> bool:
    """A menu or a path on one line: three or more short names with bars or arrows between them."""
    names = [name for name in re.split(r"\s*[|>»›·•/]\s*", text) if name]
    if len(names) < _MIN_NAMES or any(size(name) > _MAX_NAME for name in names):
        return False
    return sum(map(is_menu_word, names)) >= _MIN_KNOWN or bool(re.search(r"[>»›].*[>»›]", text))

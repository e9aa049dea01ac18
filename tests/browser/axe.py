"""axe-core in the browser: what it finds that keeps people from a page."""

from pathlib import Path

from playwright.async_api import Page

SCRIPT = Path(__file__).parent / "axe" / "axe.min.js"
GRAVE = ("serious", "critical")

# Put in by the debugger and not by the page, whose own policy would refuse it; animations are over first.
_RUN = """
async () => {
  await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => 0)));
  const found = await axe.run(document);
  const said = ({ id, impact, nodes }) => [impact, `${id}: ${nodes.map((n) => n.html).join(" | ")}`];
  return [found.passes.length, found.violations.map(said)];
}
"""


async def complaints(page: Page) -> list[str]:
    """Every serious finding on the page as it is now."""
    if not await page.evaluate("Boolean(window.axe)"):
        await page.evaluate(SCRIPT.read_text())
    held, found = await page.evaluate(_RUN)
    assert held, "nothing was looked at"
    return [f"{impact} {said}" for impact, said in found if impact in GRAVE]

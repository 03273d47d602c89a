"""Every notebook, through nbclient and the real kernel; the numbers against R's.

R: version 4.2.2, lme4 1.1-31, lmerTest 3.1-3, the best of three optimisers with tight
tolerances; the same values, with the generating script, are among the reference data of stats.
"""

import re

import nbformat
import pytest
from bundles import code_cells, errors, outputs, pictures, png_size, results, row
from conftest import NOTEBOOKS, TARGET
from nbconvert import HTMLExporter

SLEEPSTUDY, REPEATED = "01-sleepstudy", "02-repeated-measures"
ANOVA, WHICH_ONES = "03-formulae-in-r", "04-which-ones-differ"
INFERENCE, WORDS = "05-inference", "06-design-and-words"


def notebook_named(executed, stem):
    return executed(next(path for path in NOTEBOOKS if path.stem == stem))


def test_there_are_notebooks():
    assert [path.stem for path in NOTEBOOKS[:2]] == [SLEEPSTUDY, REPEATED]


def test_is_saved_clean(notebook):
    saved = nbformat.read(notebook, as_version=nbformat.NO_CONVERT)
    nbformat.validate(saved)
    assert (saved.nbformat, saved.nbformat_minor) == (4, 5)
    assert saved.metadata.kernelspec.name == "henderson"
    assert saved.metadata.kernelspec.display_name == "Java (Henderson)"
    for cell in code_cells(saved):
        assert cell.outputs == [] and cell.execution_count is None, f"cell {cell.id} has outputs"
    ids = [cell.id for cell in saved.cells]
    assert len(set(ids)) == len(ids)


def test_runs_without_error(executed, notebook):
    done = executed(notebook)
    for cell in code_cells(done):
        for output in cell.outputs:
            text = "\n".join(output.get("traceback", []))
            assert output.output_type != "error", f"cell {cell.id}:\n{cell.source}\n{text}"
            if output.output_type == "stream":
                assert output.name == "stdout", f"cell {cell.id} wrote to stderr:\n{output.text}"
    counts = [cell.execution_count for cell in code_cells(done)]
    assert counts == list(range(1, len(counts) + 1))


def test_every_bundle_has_plain_text(executed, notebook):
    for output in outputs(executed(notebook)):
        if "data" in output:
            assert output.data.get("text/plain", "").strip(), sorted(output.data)


def test_pictures_are_crisp_and_have_words(executed, notebook):
    for cell in code_cells(executed(notebook)):
        for picture in pictures(cell):
            told = picture.metadata["image/png"]
            width, height = png_size(picture.data["image/png"])
            assert (width, height) == (2 * told["width"], 2 * told["height"])
            assert len(told["alt"]) > 20
            assert "\n" not in picture.data["text/plain"].strip()


def test_sleepstudy_gives_the_numbers_of_r(executed):
    fit = results(notebook_named(executed, SLEEPSTUDY), "lmer")[0]
    glance = fit["glance"]
    assert glance["method"] == "REML"
    assert glance["REMLcrit"] == pytest.approx(1743.62827195849, abs=1e-6)
    assert glance["nobs"] == 180 and glance["ngroups"] == {"Subject": 18}
    assert glance["sigma"] == pytest.approx(25.5918158926241, rel=1e-5)
    assert glance["converged"] is True and glance["singular"] is False
    assert fit["notes"] == []
    days = row(fit, effect="fixed", term="Days")
    assert days["estimate"] == pytest.approx(10.467285959596, rel=1e-5)
    assert days["std.error"] == pytest.approx(1.54578893242985, rel=1e-5)
    assert days["df"] == pytest.approx(16.9999990263063, abs=1e-3)
    assert days["p.value"] == pytest.approx(3.26379001973881e-06, rel=1e-3)
    intercept = row(fit, effect="fixed", term="(Intercept)")
    assert intercept["estimate"] == pytest.approx(251.405104848486, rel=1e-5)
    assert intercept["std.error"] == pytest.approx(6.82455577627583, rel=1e-5)
    for term, value in {
        "sd__(Intercept)": 24.7404476166998,
        "sd__Days": 5.92213325957914,
        "cor__(Intercept).Days": 0.0655513428534642,
    }.items():
        found = row(fit, effect="ran_pars", group="Subject", term=term)
        assert found["estimate"] == pytest.approx(value, rel=1e-4)


def test_sleepstudy_also_has_the_uncorrelated_and_the_ml_fit(executed):
    fits = results(notebook_named(executed, SLEEPSTUDY), "lmer")
    uncorrelated = [f for f in fits if "||" in f["call"]]
    assert [f["glance"]["REMLcrit"] for f in uncorrelated] == [
        pytest.approx(1743.66929358131, abs=1e-6)
    ]
    ml = [f for f in fits if f["glance"]["method"] == "ML"]
    assert [f["glance"]["deviance"] for f in ml] == [pytest.approx(1751.9393444632, abs=1e-6)]


def test_lmer_shows_a_table_and_both_pictures_unasked(executed):
    done = notebook_named(executed, SLEEPSTUDY)
    cell = next(cell for cell in code_cells(done) if cell.source.startswith("%lmer m ="))
    assert [output.output_type for output in cell.outputs] == [
        "execute_result",
        "display_data",
        "display_data",
    ]
    table = cell.outputs[0].data["text/html"]
    assert "<table" in table and "<script" not in table and "<caption" in table
    assert "Days" in table and "10.4" in table
    residuals, caterpillar = pictures(cell)
    assert "esidual" in residuals.data["text/plain"]
    assert "Conditional modes of Subject" in caterpillar.data["text/plain"]


def test_repeated_measures_is_singular_and_says_so(executed):
    done = notebook_named(executed, REPEATED)
    crossed, wanted = results(done, "lmer")[:2]
    assert crossed["glance"]["REMLcrit"] == pytest.approx(-0.872617621149732, abs=1e-6)
    assert crossed["glance"]["singular"] is True and crossed["glance"]["converged"] is True
    assert crossed["glance"]["theta"] == pytest.approx([0, 0, 0], abs=1e-4)
    assert crossed["glance"]["sigma"] == pytest.approx(0.21428563492062, rel=1e-5)
    assert crossed["glance"]["ngroups"] == {"participant_ID": 8, "Condition_1": 2, "Condition_2": 2}
    notes = [note for note in crossed["notes"] if note["code"] == "singular"]
    assert len(notes) == 1
    for group in ("participant_ID", "Condition_1", "Condition_2"):
        assert group in notes[0]["message"]
    assert wanted["glance"]["REMLcrit"] == pytest.approx(4.37370361522475, abs=1e-6)
    estimates = {r["term"]: r["estimate"] for r in wanted["tidy"] if r["effect"] == "fixed"}
    assert estimates == {
        "(Intercept)": pytest.approx(0.545, rel=1e-5),
        "factor(Condition_1)2": pytest.approx(0.0075, rel=1e-5),
        "factor(Condition_2)2": pytest.approx(-0.1075, rel=1e-5),
        "factor(Condition_1)2:factor(Condition_2)2": pytest.approx(0.145, rel=1e-5),
    }


def test_statsmodels_calls_give_statsmodels_tables(executed):
    """statsmodels 0.15.0; the script stands in stats/src/test/python."""
    question, answer = results(notebook_named(executed, REPEATED), "mixedlm")
    assert question["glance"]["scale"] == pytest.approx(0.05310416652769253, rel=1e-6)
    assert question["glance"]["logLik"] == pytest.approx(-2.186851810678281, abs=1e-6)
    table = {r["term"]: (r["estimate"], r.get("std.error")) for r in question["tidy"]}
    assert table["Intercept"] == pytest.approx((0.545, 0.115), abs=5e-4)
    assert table["C(Condition_1)[T.2]"] == pytest.approx((0.008, 0.163), abs=6e-4)
    assert table["C(Condition_2)[T.2]"] == pytest.approx((-0.107, 0.163), abs=6e-4)
    interaction = "C(Condition_1)[T.2]:C(Condition_2)[T.2]"
    assert table[interaction] == pytest.approx((0.145, 0.230), abs=5e-4)
    assert answer["glance"]["scale"] == pytest.approx(0.04591833332773703, rel=1e-6)
    assert answer["glance"]["logLik"] == pytest.approx(0.4363088098935517, abs=1e-6)
    assert [r["term"] for r in answer["tidy"]] == [
        "Intercept",
        "cond1 Var",
        "cond2 Var",
        "participant Var",
    ]


def test_page_of_nbconvert_has_table_and_pictures(executed, notebook):
    done = executed(notebook)
    page, _ = HTMLExporter().from_notebook_node(done)
    out = TARGET / "executed" / f"{notebook.stem}.html"
    out.write_text(page, encoding="utf-8")
    assert not errors(done)
    body = re.sub(r"<style.*?</style>|<script.*?</script>", "", page, flags=re.S)
    shown = sum(len(pictures(cell)) for cell in code_cells(done))
    assert "<caption" in body and body.count("data:image/png;base64,") == shown


def test_formulas_of_one_meaning_and_repeated_measures(executed):
    done = notebook_named(executed, ANOVA)
    # R: summary(aov(...)), car's Anova(..., idata = ...), friedman.test
    stools = next(f for f in results(done, "aov") if "Error(Subject/Type)" in f["call"])
    [type_row] = stools["sphericity"]
    assert type_row["epsilon.gg"] == pytest.approx(0.645921444443658, rel=1e-9)
    assert type_row["epsilon.hf"] == pytest.approx(0.848965071025378, rel=1e-9)
    assert stools["effects"][0]["eta2.generalized"] == pytest.approx(0.45937450887946, rel=1e-9)
    friedman = results(done, "friedman")[0]["tidy"][0]
    assert friedman["statistic"] == pytest.approx(22.6941176470588, rel=1e-9)
    printed = "".join(o.text for o in outputs(done) if o.output_type == "stream")
    groups = [g for g in printed.split("\n\n") if "coefficients" in g or "criterion" in g]
    assert len(groups) == 14
    for group in groups:
        told = {line.split("  ")[-1].strip() for line in group.strip().splitlines()}
        assert len(told) == 1, group


def test_which_ones_differ_agrees_with_emmeans(executed):
    done = notebook_named(executed, WHICH_ONES)
    # emmeans 1.8.4: pairs(emmeans(oats, ~ nitro)), pairs(emmeans(warp, ~ tension | wool)),
    # joint_tests(warp, by = "wool"), pairs(emtrends(chick, ~ Diet, var = "Time"))
    answers = results(done, "emmeans")
    first = answers[0]["contrasts"][0]
    assert first["contrast"] == "nitro0 - nitro0.2"
    assert first["p.value"] == pytest.approx(0.000376430568259423, abs=1e-8)
    slopes = next(a for a in answers if a["spec"] == "pairwise ~ Diet")
    assert slopes["contrasts"][1]["estimate"] == pytest.approx(-5.1459, abs=2e-4)
    warp = next(a for a in answers if a["spec"] == "pairwise ~ tension | wool")
    assert warp["contrasts"][0]["wool"] == "A"
    assert warp["contrasts"][0]["statistic"] == pytest.approx(3.98572081, rel=1e-7)
    simple = next(j["tidy"] for j in results(done, "joint") if "wool" in j["tidy"][0])
    assert [r["p.value"] for r in simple] == pytest.approx([0.000188, 0.103864], abs=1e-6)
    (glht,) = results(done, "contrast")
    assert glht["joint"][0]["statistic"] == pytest.approx(10.312, abs=1e-3)
    nitro = next(a for a in answers if a["spec"] == "pairwise ~ nitro")
    assert "interaction" in [n["code"] for n in nitro["notes"]]


def test_inference_gives_the_numbers_of_r(executed):
    done = notebook_named(executed, INFERENCE)
    # lmerTest: anova(c), anova(m0, m); lme4: confint(m); predict(m, tomorrow)
    recipe, temperature, both = results(done, "anova")[0]["tidy"]
    assert temperature["statistic"] == pytest.approx(20.5198604254943, rel=1e-6)
    assert recipe["DenDF"] == pytest.approx(42, rel=1e-6)
    assert both["p.value"] == pytest.approx(0.439269437376769, rel=1e-5)
    assert results(done, "anova")[1]["ddf"] == "kenward-roger"
    m0, m = results(done, "anova")[2]["tidy"]
    assert (m0["term"], m["term"]) == ("m0", "m")
    assert m["statistic"] == pytest.approx(42.139298542028, abs=1e-5)
    assert results(done, "ranova")[0]["tidy"][1]["statistic"] == pytest.approx(42.83681, abs=1e-4)
    intervals = {r["term"]: r for r in results(done, "confint")[0]["tidy"]}
    assert intervals["sd_Days|Subject"]["conf.low"] == pytest.approx(3.8011, rel=1e-4)
    assert intervals["sigma"]["conf.high"] == pytest.approx(28.8580, rel=1e-4)
    known, _, new = results(done, "predict")[0]["tidy"]
    assert new[".fitted"] == pytest.approx(303.741534646466, rel=1e-5)
    assert new[".se.fit"] > known[".se.fit"]


def test_designs_influence_and_words(executed):
    done = notebook_named(executed, WORDS)
    toy, pastes = results(done, "design")
    relations = {(r["first"], r["second"]): r["relation"] for r in toy["tidy"]}
    assert relations["participant_ID", "Condition_1"] == "crossed"
    assert relations["participant_ID", "Condition_2"] == "nested"
    assert [note["code"] for note in pastes["notes"]] == ["implicit-nesting"]
    wrong, right = results(done, "lmer")[:2]
    assert "implicit-nesting" in [note["code"] for note in wrong["notes"]]
    assert right["notes"] == []
    people, rows = results(done, "influence")
    # lme4's cooks.distance(influence(m, "Subject")) times 18/16, see infer/influence.json.
    by_level = {r["level"]: r for r in people["tidy"]}
    assert by_level["309"]["cooks.distance"] == pytest.approx(0.132022041841120 * 18 / 16, rel=1e-4)
    assert by_level["335"]["dfbetas.Days"] == pytest.approx(-0.555993951650002, rel=1e-3)
    assert people["method"] == "exact" and len(rows["tidy"]) == 180
    words = results(done, "explain")
    assert len(words) == 3
    for one in words:
        assert all(s["text"] and isinstance(s["numbers"], dict) for s in one["sentences"])
    slope = next(s for s in words[0]["sentences"] if s["code"] == "slope")
    assert slope["numbers"]["estimate"] == pytest.approx(10.467285959596, rel=1e-5)

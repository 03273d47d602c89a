package dev.henderson.stats.classical;

/**
 * Whether the differences between the levels of within-subject factors vary alike from subject to
 * subject, and the F test of a term where they do not.
 *
 * <p>Σ is the covariance matrix (k × k, pooled within the groups of subjects, N − g degrees of
 * freedom) of k orthonormal contrasts of the levels. Mauchly's statistic is {@code W = |Σ| / (tr
 * Σ/k)ᵏ} [Mauchly 1940]; its p value is Box's expansion to the second term [Anderson 2003]. The
 * epsilon of Greenhouse and Geisser is {@code (tr Σ)² / (k tr Σ²)} [Greenhouse 1959]; that of Huynh
 * and Feldt is {@code ((N − g + 1) k ε − 2) / (k (N − g − k ε))} [Huynh 1976] as corrected by
 * Lecoutre [Lecoutre 1991]. Both degrees of freedom of F are multiplied by them.
 *
 * @param stratum where the term is tested
 * @param term its label
 * @param contrasts k
 * @param df degrees of freedom of Σ, N − g
 * @param w Mauchly's W; NaN if there are fewer degrees of freedom than contrasts
 * @param pValue of W
 * @param greenhouseGeisser the first epsilon
 * @param greenhouseGeisserP p value of the term with it
 * @param huynhFeldt the second epsilon, which may be above 1 and then counts as 1
 * @param huynhFeldtP p value of the term with it
 */
public record SphericityTest(
    String stratum,
    String term,
    int contrasts,
    int df,
    double w,
    double pValue,
    double greenhouseGeisser,
    double greenhouseGeisserP,
    double huynhFeldt,
    double huynhFeldtP) {}

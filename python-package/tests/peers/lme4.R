# Prints lme4's numbers for repeated records with weights, by REML: a random intercept per person,
# which is the identity as a kernel. The numbers are in test_peers.py.
#
#   Rscript tests/peers/lme4.R     needs Debian's r-cran-lme4
i <- 0:119
id <- (i * i + i) %% 37
x <- cos(0.9 * i)
y <- 2 + 0.7 * x + 1.5 * sin(2.3 * id) + sin(1.7 * i * i)
w <- 0.5 + i %% 4
fit <- lme4::lmer(
  y ~ x + (1 | id),
  weights = w,
  control = lme4::lmerControl(optCtrl = list(ftol_abs = 1e-14, xtol_abs = 1e-14))
)
print(as.data.frame(lme4::VarCorr(fit))$vcov, digits = 12)
print(lme4::fixef(fit), digits = 12)
print(sqrt(diag(as.matrix(vcov(fit)))), digits = 12)
print(as.numeric(logLik(fit)), digits = 12)
print(length(unique(id)))
print(head(lme4::ranef(fit)$id[["(Intercept)"]], 3), digits = 10)
print(head(sort(unique(id)), 3))

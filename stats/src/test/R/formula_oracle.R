## Builds oracle.json: what R 4.2.2 / lme4 1.1-31 do with each formula.  Rscript formula_oracle.R (in the directory of the fixtures)
suppressPackageStartupMessages({library(lme4);library(jsonlite)})

set.seed(42)
d <- expand.grid(A=paste0("a",1:3),B=paste0("b",1:2),C=paste0("c",1:2),X=paste0("x",1:2),G=paste0("g",1:2),H=paste0("h",1:2),stringsAsFactors=TRUE)
n <- nrow(d)                                            # 96 rows, fully crossed
d$x <- round(rnorm(n),2); d$z <- round(runif(n,1,9),2); d$x1 <- round(rnorm(n,5,2),2); d$x2 <- round(rnorm(n),2)
d$S <- factor(paste0("s",1+(seq_len(n)-1)%%8)); d$I <- factor(paste0("i",1+((seq_len(n)-1)%/%8)%%6))
d$D <- factor(paste0("d",1+((seq_len(n)-1)%/%3)%%4)); d$E <- factor(paste0("e",sample(rep(1:4,24))))
d$N <- interaction(d$A,d$D,drop=TRUE)                   # explicitly nested in A
d$O <- factor(rep(c("low","mid","high"),32),levels=c("low","mid","high"),ordered=TRUE)
d$lg <- rep(c(TRUE,FALSE,FALSE),32); d$ch <- rep(c("u","v"),48); d$num3 <- rep(1:3,32)
d$n <- sample(5:20,n,TRUE); d$k <- rbinom(n,d$n,.4); d$cnt <- rpois(n,4); d$w <- rep(c(1,2),48); d$`my var` <- round(rnorm(n),2); d$lin <- round(runif(n),2)
d$Y <- round(10+as.integer(d$A)+.5*(d$B=="b2")+d$x+rnorm(8)[as.integer(d$S)]+rnorm(6)[as.integer(d$I)]+rnorm(n),3)
d$Y2 <- round(d$Y+rnorm(n),3); d$y <- d$Y
write.csv(d,"formula_data.csv",row.names=FALSE)
toy <- data.frame(participant_ID=rep(c(1,2,3,4,26,27,28,29),each=2),Condition_1=c(1,2,1,2,1,2,2,1,2,1,1,2,2,1,1,2),Condition_2=rep(c(1,2),each=8),
  dependent_var=c(.71,.43,.77,.37,.58,.69,.72,.12,.91,.53,.29,.39,.75,.51,.42,.31))
write.csv(toy,"formula_toy.csv",row.names=FALSE)
rm0 <- expand.grid(phase=factor(c("pre","post","fup"),levels=c("pre","post","fup")),hour=factor(c("h1","h2")),id=factor(sprintf("p%02d",1:9)))
rm0$treat <- factor(rep(c("ctl","A","B"),each=18),levels=c("ctl","A","B")); set.seed(7); ri <- rnorm(9); rp <- matrix(rnorm(27,0,.6),9)
rm0$Y <- round(5+ri[as.integer(rm0$id)]+rp[cbind(as.integer(rm0$id),as.integer(rm0$phase))]+.7*as.integer(rm0$phase)*(rm0$treat!="ctl")+.3*(rm0$hour=="h2")+rnorm(54,0,.5),3)
write.csv(rm0,"formula_rm.csv",row.names=FALSE)
E <- list(); add <- function(kind,src,f,data="d",note=NULL,family=NULL) E[[length(E)+1]] <<- list(kind=kind,source=src,formula=f,data=data,note=note,family=family)
s <- "tutorial"
for (f in c("Y ~ A + B","Y ~ A * B","Y ~ A + B + A:B","Y ~ A * B * C","Y ~ A + B + C + A:B + A:C + B:C","Y ~ (A + B + C)**2","Y ~ (A + B + C)^2","Y ~ A + B + B**2","Y ~ A*B*C - A:B:C","Y ~ 1 + A + B","Y ~ 0 + A + B","Y ~ A + B - 1","Y ~ -1 + A + B")) add("lm",s,f)
for (f in c("Y ~ A + B","Y ~ A * B","Y ~ A + B + A:B","Y ~ A/B","Y ~ A + B %in% A","Y ~ A + A:B","y ~ x + z","y ~ z + x")) add("aov",s,f)
for (f in c("Y ~ Error(A)","Y ~ B + Error(A/B)","Y ~ (B*X) + Error(A/(B*X))","Y ~ (B*X*G*H) + Error(A/(B*X)) + (G*H)")) add("aov_error",s,f)
for (f in c("Y ~ 1 + (1 | A)","Y ~ B + (1 | A)","Y ~ 1 + B + (1 | A)","Y ~ B + (1 | A:B)","Y ~ 1 + (1 | A) + (1 | B)","Y ~ 1 + (1 | A) + (1 | A:B)","Y ~ 1 + (1 | A/B)","Y ~ 1 + B + (1 + B | A)","Y ~ 1 + B + (1 | A) + (0 + B | A)","Y ~ B + (B | A)","Y ~ B + (0 + B | A)","Y ~ B + (B - 1 | A)","y ~ x1*x2 + (1|z)","y ~ x1 + x2 + (1|z)","Y ~ 0 + x:B + (1 | C:D:E)")) add("lmer",s,f)
add("lmer",s,"dependent_var ~ (1|participant_ID) + (1|Condition_1) + (1|Condition_2)","toy")
add("patsy",s,"dependent_var ~ C(Condition_1)+C(Condition_2) + C(Condition_1):C(Condition_2)","toy","patsy C(x) = treat as categorical; base R's C() refuses numeric")
add("lm",s,"dependent_var ~ factor(Condition_1)+factor(Condition_2) + factor(Condition_1):factor(Condition_2)","toy","R equivalent of the patsy formula")
add("patsy",s,"dependent_var ~ 1","toy"); add("patsy",s,"~ 0 + C(participant_ID)","toy"); add("patsy",s,"~ 0 + C(Condition_1)","toy")
s <- "extra"
for (f in c("Y ~ 1","Y ~ 0","Y ~ -1","Y ~ +0 + x","Y ~ x - 1 + 1","Y ~ 1 - 1 + x","Y ~ 0 + A","Y ~ 0 + A:B","Y ~ A:B","Y ~ B:A","Y ~ A:x","Y ~ 0 + A:x","Y ~ x + A:x","Y ~ A + A:x","Y ~ A*x","Y ~ A/x","Y ~ A/x - 1","Y ~ x/A","Y ~ A/B/C","Y ~ A/(B+C)","Y ~ (A+B)/C","Y ~ A*B/C","Y ~ A/B*C","Y ~ B %in% A","Y ~ A + (B+C) %in% A","Y ~ C %in% A:B","Y ~ C %in% (A+B)","Y ~ (A+B+C)^2 - A:B","Y ~ (A+B+C)^3","Y ~ (A+B)^2 + C","Y ~ A*B*C - A","Y ~ A*B - A","Y ~ A*B - B","Y ~ A:B:C + A","Y ~ A:B + A:C","Y ~ A + B:C","Y ~ B:C + A","Y ~ C:B:A + B + A","Y ~ B^2","Y ~ x^2","Y ~ x + I(x^2)","Y ~ x + I(x*z)","Y ~ poly(x,2)","Y ~ poly(x, 2, raw=TRUE)","Y ~ scale(x)","Y ~ log(z) + sqrt(z)","Y ~ exp(x/2)","log(Y) ~ x","sqrt(Y) ~ A","I(Y^2) ~ A","log(Y + 1) ~ log(z)","cbind(Y,Y2) ~ A","Y ~ offset(lin) + x","Y ~ x + offset(log(z))","Y ~ O","Y ~ O:A","Y ~ lg","Y ~ lg*x","Y ~ ch","Y ~ ch*A","Y ~ factor(num3)","Y ~ num3","Y ~ as.factor(num3) + x","Y ~ C(A, sum)","Y ~ C(A, helmert)","Y ~ C(A, contr.sum)","Y ~ C(B, treatment, base=2)","Y ~ relevel(A, ref=\"a2\")","Y ~ `my var`","Y ~ `my var` * A","Y ~ A + A","Y ~ A*A","Y ~ A + B + A:B - A:B","Y ~ A %in% A","Y ~ (A)","Y ~ ((A + B)) * x","Y ~ x1 + x2 + x1:x2","Y ~ cut(z, 3)","Y ~ ifelse(x > 0, 1, 0)","Y ~ pmin(x, z)","Y ~ x*z*A","Y ~ 0 + x*A","Y ~ A + 0","Y ~ 0 + B:C + A","Y ~ 0 + A:B + x", "Y ~ A - 1 + B:x","~ A + x","Y ~ interaction(A,B)","Y ~ x %in% A","Y ~ A:B - 1 + C")) add("lm",s,f)
add("lm",s,"Y ~ .","dsub","dot = all other columns; data restricted to Y,A,x,z"); add("lm",s,"Y ~ . - x","dsub"); add("lm",s,"Y ~ .^2","dsub"); add("lm",s,"log(Y) ~ . + I(x^2)","dsub","dot excludes Y even when response is log(Y)"); add("lm",s,"Y ~ A*(.)","dsub")
for (f in c("Y ~ phase*hour + Error(id/(phase*hour))","Y ~ treat*phase + Error(id/phase)","Y ~ treat*phase*hour + Error(id/(phase*hour))","Y ~ phase + Error(id)","Y ~ treat*phase*hour + Error(id + id:phase + id:hour)")) add("aov_error",s,f,"rm0","classical repeated-measures design, formula_rm.csv")
for (f in c("Y ~ treat*phase*hour + (1|id) + (1|id:phase) + (1|id:hour)","Y ~ treat*phase*hour + (phase*hour|id)","Y ~ treat*phase + (1|id/phase)")) add("lmer",s,f,"rm0")
for (f in c("Y ~ B*C + Error(S)","Y ~ B*C + Error(S/(B*C))","Y ~ A*B + Error(S/B)","Y ~ B + Error(S + I)","Y ~ A + Error(D %in% A)","Y ~ Error(A/D) + B")) add("aov_error",s,f)
for (f in c("Y ~ x + (x | S)","Y ~ x + (x || S)","Y ~ x + (1 + x || S)","Y ~ A + (A || S)","Y ~ A*x + (0 + A | S)","Y ~ x + (0 + x || S)","Y ~ x + (x + z || S)","Y ~ x*z + (x*z | S)","Y ~ x*z + (x*z || S)","Y ~ x + (1 | S) + (1 | I)","Y ~ x + (x | S) + (x | I)","Y ~ x + (1 | S:I)","Y ~ x + (1 | S/I)","Y ~ x + (x | S/I)","Y ~ x + (x || S/I)","Y ~ x + (1 | A/B/C)","Y ~ x + (1 | S) + (x - 1 | S)","Y ~ x + (1 | N)","Y ~ x + (1 | A/D)","Y ~ (1 | S)","Y ~ 0 + (1 | S)","Y ~ -1 + A + (1 | S)","Y ~ x + (1|factor(num3))","Y ~ x + (1 | num3)","Y ~ x + (1 | ch)","Y ~ poly(x,2) + (poly(x,2) | S)","Y ~ log(z) + (log(z) | S)","Y ~ I(x^2) + (I(x^2) | S)","log(Y) ~ A + (1 | S)","scale(Y) ~ scale(x) + (scale(x) | S)","Y ~ x + offset(lin) + (1 | S)","Y ~ (1|S) + x + (1|I) + A","Y ~ A + ( A | S )","Y ~ x + (1|S)+(1|I)+(1|S:I)","Y ~ x + (lg | S)","Y ~ x + (O | S)","Y ~ x*(1|S)","Y ~ x + (1|interaction(A,B))","Y ~ x + (0 + dummy(A,\"a2\") | S)","Y ~ x + (1 | `my var`)","Y ~ . + (1|S)")) add("lmer",s,f, data=if(f=="Y ~ . + (1|S)") "dsubS" else "d")
add("glmer",s,"cbind(k, n - k) ~ x + (1 | S)",family="binomial"); add("glmer",s,"k/n ~ x + (1 | S)",family="binomial",note="needs weights = n"); add("glmer",s,"cnt ~ x + offset(log(z)) + (1 | S)",family="poisson"); add("glmer",s,"lg ~ x + (x | S)",family="binomial"); add("glmer",s,"ch ~ x + (1|S)",family="binomial",note="character response")
dsub <- d[c("Y","A","x","z")]; dsubS <- d[c("Y","A","x","z","S")]
num <- function(m) list(ncol=ncol(m),rank=as.integer(qr(m)$rank),colsums=unname(round(colSums(m),8)),colss=unname(round(colSums(m^2),8)),row5=unname(round(m[5,],8)))
fixinfo <- function(ff,dat){ tt <- terms(ff,data=dat); mf <- model.frame(ff,dat,drop.unused.levels=TRUE); mm <- model.matrix(attr(mf,'terms'),mf)
  r <- model.response(mf)
  list(response=if(attr(tt,"response")) paste(deparse(ff[[2]]),collapse="") else NULL,response_dim=if(is.matrix(r)) ncol(r) else if(is.null(r)) 0 else 1,intercept=attr(tt,"intercept"),term_labels=as.list(attr(tt,"term.labels")),order=as.list(attr(tt,"order")),
   variables=as.list(sapply(attr(tt,"variables")[-1],function(v)paste(deparse(v),collapse=""))),offset=as.list(if(!is.null(attr(tt,"offset"))) as.character(sapply(as.list(attr(tt,"variables"))[-1][attr(tt,"offset")],function(v) paste(deparse(v),collapse=""))) else NULL),
   factors=if(length(attr(tt,"factors"))) {F<-attr(tt,"factors"); lapply(setNames(seq_len(ncol(F)),colnames(F)),function(j) as.list(F[F[,j]>0,j,drop=TRUE]|>setNames(rownames(F)[F[,j]>0])))} else NULL,
   columns=as.list(colnames(mm)),assign=as.list(attr(mm,"assign")),matrix=num(mm)) }
out <- lapply(E,function(e){ dat <- get(e$data); r <- tryCatch({ ff <- if(e$kind=="patsy") NULL else as.formula(e$formula)
  if (e$kind %in% c("lm","aov")) { x <- fixinfo(ff,dat)
     if (x$response_dim==1) { a <- anova(lm(ff,dat)); x$anova1 <- list(term=as.list(rownames(a)),df=as.list(a$Df),ss=as.list(round(a$`Sum Sq`,8))) }
     x }
  else if (e$kind=="aov_error") { tt <- terms(ff,"Error",data=dat); ei <- attr(tt,"specials")$Error; ev <- attr(tt,"variables")[[1+ei]]
     et <- terms(as.formula(paste("~",deparse(ev[[2]]))),data=dat); lab <- attr(tt,"term.labels"); lab <- lab[!grepl("^Error\\(",lab)]
     w <- NULL; a <- withCallingHandlers(aov(ff,dat),warning=function(x){w<<-c(w,conditionMessage(x));invokeRestart("muffleWarning")}); sm <- summary(a)
     list(response=deparse(ff[[2]]),term_labels=as.list(lab),error_expr=deparse(ev[[2]]),error_terms=as.list(attr(et,"term.labels")),strata=as.list(names(a)),warnings=as.list(w),
       tables=lapply(setNames(nm=names(sm)),function(k){t<-sm[[k]][[1]]; list(term=as.list(trimws(rownames(t))),df=as.list(t$Df),ss=as.list(round(t$`Sum Sq`,8)))})) }
  else if (e$kind %in% c("lmer","glmer")) { msgs <- NULL; cap <- function(x){msgs<<-c(msgs,conditionMessage(x)); if(inherits(x,"warning")) invokeRestart("muffleWarning") else invokeRestart("muffleMessage")}
     lf <- withCallingHandlers(if(e$kind=="lmer") lFormula(ff,dat,control=lmerControl(check.nobs.vs.nlev="ignore",check.nobs.vs.nRE="ignore",check.nobs.vs.rankZ="ignore",check.nlev.gtr.1="ignore")) else glFormula(ff,dat,family=e$family,weights=if(e$formula=="k/n ~ x + (1 | S)") n else NULL),warning=cap,message=cap)
     rt <- lf$reTrms; mm <- lf$X
     list(response=paste(deparse(ff[[2]]),collapse=""),expanded=paste(deparse(lf$formula,width.cutoff=500),collapse=""),fixed=paste(deparse(nobars(ff),width.cutoff=500),collapse=""),columns=as.list(colnames(mm)),matrix=num(mm),
       bars=as.list(sapply(findbars(ff),function(b) paste(deparse(b,width.cutoff=500),collapse=""))),
       random=lapply(seq_along(rt$cnms),function(i) list(group=names(rt$cnms)[i],columns=as.list(rt$cnms[[i]]),levels=nlevels(rt$flist[[attr(rt$flist,"assign")[i]]]))),
       ntheta=length(rt$theta),theta0=as.list(rt$theta),lower=as.list(ifelse(is.finite(rt$lower),"0","-Inf")),q=nrow(rt$Zt),Zt_nnz=length(rt$Zt@x),Zt_sum=round(sum(rt$Zt@x),8),messages=as.list(msgs)) }
  else list(note="see patsy field") },error=function(x) list(r_error=conditionMessage(x)))
  c(e[!sapply(e,is.null)],r) })
## ---- malformed --------------------------------------------------------------------------------
M <- list(); bad <- function(f,at,why,occ=1,end=FALSE){ p <- gregexpr(at,f,fixed=TRUE)[[1]][occ]; if(end) p <- nchar(f)+1L; M[[length(M)+1]] <<- list(formula=f,column=p,token=at,problem=why) }
bad("Y A + B","A","no '~': after the response a '~' is expected"); bad("Y ~ A +","","right side ends after '+': a term is missing",end=TRUE); bad("Y ~ A + * B","*","operator '*' has no left operand (two operators in a row)")
bad("Y ~ A B","B","missing operator between A and B (did you mean A + B or A:B?)"); bad("Y ~ (A + B","(","parenthesis opened here is never closed"); bad("Y ~ A + B)",")","closing parenthesis without an opening one")
bad("Y ~ x + (1 | S","(","random-effect parenthesis opened here is never closed"); bad("Y ~ x + 1 | S","|","a random-effect term must be in parentheses: (1 | S)"); bad("Y ~ x + (1 | )",")","grouping factor missing after '|'"); bad("Y ~ x + ( | S)","|","left side of '|' is empty: write (1 | S) for a random intercept")
bad("Y ~ x + (1 || )",")","grouping factor missing after '||'"); bad("Y ~ x + (1 | S | I)","|","only one '|' per random-effect term; for two groupings write (1|S) + (1|I) or (1|S:I)",occ=2)
bad("Y ~ x + (1 | S + I)","S + I","'+' in the grouping: write (1|S) + (1|I) (crossed) or (1|S/I) (nested)"); bad("Y ~ x ~ z","~","second '~'",occ=2); bad("~","","formula is empty",end=TRUE); bad("Y ~","","right side is empty",end=TRUE); bad("Y ~ log(x","(","function call log( is never closed"); bad("Y ~ A ^ B","B","the power must be a positive whole number")
bad("Y ~ A^0","0","the power must be 1 or more"); bad("Y ~ A^1.5","1.5","the power must be a whole number"); bad("Y ~ A %in B","%in","unknown operator %in (did you mean %in% ?)"); bad("Y ~ A %of% B","%of%","unknown operator %of%"); bad("Y ~ nosuch + A","nosuch","no column named nosuch (columns: ...)"); bad("Y ~ x + (1 | nosuch)","nosuch","no column named nosuch in the data"); bad("Y ~ frobnicate(x)","frobnicate","unknown function frobnicate()")
bad("Y ~ my var + A","var","missing operator; a column name with a space must be quoted: `my var`"); bad("Y ~ `my var + A","`","back-quote opened here is never closed"); bad("Y = A + B","=","use '~' between response and predictors, not '='"); bad("Y ~ A + Error(S","(","Error( is never closed"); bad("Y ~ A + Error(S) + Error(I)","Error","only one Error() term is allowed: Error(S + I)",occ=2); bad("Y ~ Error()",")","Error() needs a stratum formula"); bad("Y ~ A + Error(S) + (1 | I)","(1","Error() belongs to aov, (1 | I) to lmer: not both"); bad("Y ~ x + (1 \u2013 x | S)","\u2013","typographic dash: read as '-' (accept, with a note)"); bad("Y ~ x + 2","2","a number other than 0 or 1 is not a term; for a constant use offset()"); bad("Y ~ 2*x","2","'*' is interaction, not multiplication: use I(2*x)"); bad("Y ~ A..B","A..B","no column named A..B"); bad("Y ~ 1x + A","1x","a name cannot start with a digit (quote it: `1x`)"); bad("Y ~ x, data=d",",","unexpected ',' after the formula")
Mo <- lapply(M,function(m){ m$r_message <- tryCatch({f<-as.formula(m$formula); r<-if(grepl("|",m$formula,fixed=TRUE)) tryCatch({lFormula(f,d);"accepted"},error=function(e) conditionMessage(e),warning=function(w)paste("warning:",conditionMessage(w))) else if(grepl("Error",m$formula)) tryCatch({aov(f,d);"accepted"},error=function(e) conditionMessage(e),warning=function(w)paste("warning:",conditionMessage(w))) else tryCatch({mf<-model.frame(f,d); model.matrix(f,mf); paste("accepted; terms:",paste(attr(terms(f),"term.labels"),collapse=", "))},error=function(e) conditionMessage(e)); r},error=function(e) sub("\n.*","",conditionMessage(e))); m})
write_json(list(meta=list(R=R.version.string,lme4=as.character(packageVersion("lme4")),contrasts="contr.treatment / contr.poly",data="formula_data.csv",toy="formula_toy.csv",rm0="formula_rm.csv",dsub="columns Y,A,x,z of formula_data.csv",dsubS="columns Y,A,x,z,S",column="1-based"),formulas=out,malformed=Mo),"oracle.json",auto_unbox=TRUE,null="null",digits=12,pretty=1)
cat(length(out),"formulas,",length(Mo),"malformed\n")
for (o in out) cat(sprintf("%-9s %-58s %s\n",o$kind,o$formula, if(!is.null(o$r_error)) paste("ERROR:",substr(o$r_error,1,90)) else if(!is.null(o$random)) paste0("fixed{",paste(unlist(o$columns),collapse=","),"} ",paste(sapply(o$random,function(r) paste0(r$group,"[",r$levels,"](",paste(unlist(r$columns),collapse=","),")")),collapse=" + ")," nth=",o$ntheta) else if (!is.null(o$strata)) paste0("{",paste(unlist(o$term_labels),collapse=","),"} strata=",paste(unlist(o$strata),collapse="|")) else paste0("{",paste(unlist(o$term_labels),collapse=", "),"} -> ",paste(unlist(o$columns),collapse=" "))))
cat("\n"); for (m in Mo) cat(sprintf("%-28s col %2d  %s  | R: %s\n",m$formula,m$column,m$problem,gsub("\n"," ",m$r_message)))

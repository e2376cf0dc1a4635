"""Claims in trees written by hand, in the labels of Universal Dependencies and of ClearNLP (`en_core_web_*`): both read alike."""

import itertools

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extractor.language.mentions import Found
from extractor.language.schemes import copy_parse
from extractor.language.units import make_unit, place_mentions
from tests.language.harness import analyser, parse_marks

# ruff: noqa: E501
# text with marks, then "word head label pos lemma" for each token, heads counted from 0, with its morphology where that matters
CLEARNLP = {
    "active": ("{Zinc} reduces <acne>.", "Zinc 1 nsubj NOUN zinc|reduces 1 ROOT VERB reduce|acne 1 dobj NOUN acne|. 1 punct PUNCT ."),
    "passive": (
        "<Acne> is caused by {dairy}.",
        "Acne 2 nsubjpass NOUN acne|is 2 auxpass AUX be|caused 2 ROOT VERB cause|by 2 agent ADP by|dairy 3 pobj NOUN dairy|. 2 punct PUNCT .",
    ),
    "preposition": (
        "{Iron} leads to <fatigue>.",
        "Iron 1 nsubj NOUN iron|leads 1 ROOT VERB lead|to 1 prep ADP to|fatigue 2 pobj NOUN fatigue|. 1 punct PUNCT .",
    ),
    "copula noun": (
        "{Zinc} is a cure for <acne>.",
        "Zinc 1 nsubj NOUN zinc|is 1 ROOT AUX be|a 3 det DET a|cure 1 attr NOUN cure|for 3 prep ADP for|acne 4 pobj NOUN acne|. 1 punct PUNCT .",
    ),
    "copula adjective": (
        "{Zinc} is good for <acne>.",
        "Zinc 1 nsubj NOUN zinc|is 1 ROOT AUX be|good 1 acomp ADJ good|for 2 prep ADP for|acne 3 pobj NOUN acne|. 1 punct PUNCT .",
    ),
    "relative clause": (
        "{Dairy} that causes <acne> sells.",
        "Dairy 4 nsubj NOUN dairy|that 2 nsubj PRON that|causes 0 relcl VERB cause|acne 2 dobj NOUN acne|sells 4 ROOT VERB sell|. 4 punct PUNCT .",
    ),
    "gerund behind a preposition": (
        "{Zinc} helps by reducing <acne>.",
        "Zinc 1 nsubj NOUN zinc|helps 1 ROOT VERB help|by 1 prep ADP by|reducing 2 pcomp VERB reduce|acne 3 dobj NOUN acne|. 1 punct PUNCT .",
    ),
    "negation": (
        "{Zinc} does not reduce <acne>.",
        "Zinc 3 nsubj NOUN zinc|does 3 aux AUX do|not 3 neg PART not|reduce 3 ROOT VERB reduce|acne 3 dobj NOUN acne|. 3 punct PUNCT .",
    ),
    "noun between two": (
        "The link between {zinc} and <acne> holds.",
        "The 1 det DET the|link 6 nsubj NOUN link|between 1 prep ADP between|zinc 2 pobj NOUN zinc|and 3 cc CCONJ and|acne 3 conj NOUN acne|holds 6 ROOT VERB hold|. 6 punct PUNCT .",
    ),
    "purpose": (
        "Use {zinc} to treat <acne>.",
        "Use 0 ROOT VERB use|zinc 0 dobj NOUN zinc|to 3 aux PART to|treat 0 advcl VERB treat|acne 3 dobj NOUN acne|. 0 punct PUNCT .",
    ),
    "means": (
        "Doctors treat <acne> with {zinc}.",
        "Doctors 1 nsubj NOUN doctor|treat 1 ROOT VERB treat|acne 1 dobj NOUN acne|with 1 prep ADP with|zinc 3 pobj NOUN zinc|. 1 punct PUNCT .",
    ),
    "raising": (
        "{Zinc} seems to reduce <acne>.",
        "Zinc 1 nsubj NOUN zinc|seems 1 ROOT VERB seem|to 3 aux PART to|reduce 1 xcomp VERB reduce|acne 3 dobj NOUN acne|. 1 punct PUNCT .",
    ),
    "effect of one on the other": (
        "The effect of {zinc} on <acne> is known.",
        "The 1 det DET the|effect 7 nsubjpass NOUN effect|of 1 prep ADP of|zinc 2 pobj NOUN zinc|on 1 prep ADP on|acne 4 pobj NOUN acne|is 7 auxpass AUX be|known 7 ROOT VERB know|. 7 punct PUNCT .",
    ),
    "population": (
        "People who take {zinc} develop <acne>.",
        "People 4 nsubj NOUN people|who 2 nsubj PRON who|take 0 relcl VERB take|zinc 2 dobj NOUN zinc|develop 4 ROOT VERB develop|acne 4 dobj NOUN acne|. 4 punct PUNCT .",
    ),
    "agent of a participle": (
        "<Acne> caused by {dairy} heals.",
        "Acne 4 nsubj NOUN acne|caused 0 acl VERB cause Tense=Past VerbForm=Part|by 1 agent ADP by|dairy 2 pobj NOUN dairy|heals 4 ROOT VERB heal|. 4 punct PUNCT .",
    ),
    "linked to": (
        "{Dairy} is linked to <acne>.",
        "Dairy 2 nsubjpass NOUN dairy|is 2 auxpass AUX be|linked 2 ROOT VERB link|to 2 prep ADP to|acne 3 pobj NOUN acne|. 2 punct PUNCT .",
    ),
    "cause of": (
        "{Dairy} is the main cause of <acne>.",
        "Dairy 1 nsubj NOUN dairy|is 1 ROOT AUX be|the 4 det DET the|main 4 amod ADJ main|cause 1 attr NOUN cause|of 4 prep ADP of|acne 5 pobj NOUN acne|. 1 punct PUNCT .",
    ),
    "cause of, the other way round": (
        "The cause of <acne> is {dairy}.",
        "The 1 det DET the|cause 4 nsubj NOUN cause|of 1 prep ADP of|acne 2 pobj NOUN acne|is 4 ROOT AUX be|dairy 4 attr NOUN dairy|. 4 punct PUNCT .",
    ),
    "coordination of objects": (
        "{Zinc} reduces <acne> and <eczema>.",
        "Zinc 1 nsubj NOUN zinc|reduces 1 ROOT VERB reduce|acne 1 dobj NOUN acne|and 2 cc CCONJ and|eczema 2 conj NOUN eczema|. 1 punct PUNCT .",
    ),
    "coordination of subjects": (
        "{Zinc} and {selenium} reduce <acne>.",
        "Zinc 3 nsubj NOUN zinc|and 0 cc CCONJ and|selenium 0 conj NOUN selenium|reduce 3 ROOT VERB reduce|acne 3 dobj NOUN acne|. 3 punct PUNCT .",
    ),
    "coordination of verbs": (
        "{Zinc} calms the skin and reduces <acne>.",
        "Zinc 1 nsubj NOUN zinc|calms 1 ROOT VERB calm|the 3 det DET the|skin 1 dobj NOUN skin|and 1 cc CCONJ and|reduces 1 conj VERB reduce|acne 5 dobj NOUN acne|. 1 punct PUNCT .",
    ),
    "dative": (
        "{Zinc} gives patients relief from <acne>.",
        "Zinc 1 nsubj NOUN zinc|gives 1 ROOT VERB give|patients 1 dative NOUN patient|relief 1 dobj NOUN relief|from 3 prep ADP from|acne 4 pobj NOUN acne|. 1 punct PUNCT .",
    ),
    "taken for": (
        "People take {zinc} for <acne>.",
        "People 1 nsubj NOUN people|take 1 ROOT VERB take|zinc 1 dobj NOUN zinc|for 1 prep ADP for|acne 3 pobj NOUN acne|. 1 punct PUNCT .",
    ),
    "object relative clause": (
        "The <acne> that {dairy} causes hurts.",
        "The 1 det DET the|acne 5 nsubj NOUN acne|that 4 dobj PRON that|dairy 4 nsubj NOUN dairy|causes 1 relcl VERB cause|hurts 5 ROOT VERB hurt|. 5 punct PUNCT .",
    ),
    "passive relative clause": (
        "<Acne> which is caused by {dairy} heals.",
        "Acne 6 nsubj NOUN acne|which 3 nsubjpass PRON which|is 3 auxpass AUX be|caused 0 relcl VERB cause|by 3 agent ADP by|dairy 4 pobj NOUN dairy|heals 6 ROOT VERB heal|. 6 punct PUNCT .",
    ),
    "infinitive of a passive": (
        "{Zinc} is used to treat <acne>.",
        "Zinc 2 nsubjpass NOUN zinc|is 2 auxpass AUX be|used 2 ROOT VERB use|to 4 aux PART to|treat 2 xcomp VERB treat|acne 4 dobj NOUN acne|. 2 punct PUNCT .",
    ),
    "infinitive of a noun": (
        "{Zinc} is a way to treat <acne>.",
        "Zinc 1 nsubj NOUN zinc|is 1 ROOT AUX be|a 3 det DET a|way 1 attr NOUN way|to 5 aux PART to|treat 3 relcl VERB treat|acne 5 dobj NOUN acne|. 1 punct PUNCT .",
    ),
    "reported": (
        "Doctors say that {zinc} reduces <acne>.",
        "Doctors 1 nsubj NOUN doctor|say 1 ROOT VERB say|that 4 mark SCONJ that|zinc 4 nsubj NOUN zinc|reduces 1 ccomp VERB reduce|acne 4 dobj NOUN acne|. 1 punct PUNCT .",
    ),
    "small clause": (
        "{Dairy} makes <acne> worse.",
        "Dairy 1 nsubj NOUN dairy|makes 1 ROOT VERB make|acne 3 nsubj NOUN acne|worse 1 ccomp ADJ bad|. 1 punct PUNCT .",
    ),
    "object of an infinitive": (
        "{Zinc} helps <acne> heal.",
        "Zinc 1 nsubj NOUN zinc|helps 1 ROOT VERB help|acne 3 nsubj NOUN acne|heal 1 ccomp VERB heal VerbForm=Inf|. 1 punct PUNCT .",
    ),
    "help and a bare infinitive": (
        "{Zinc} helps prevent <acne>.",
        "Zinc 1 nsubj NOUN zinc|helps 1 ROOT VERB help|prevent 1 xcomp VERB prevent|acne 2 dobj NOUN acne|. 1 punct PUNCT .",
    ),
    "subject clause": (
        "Taking {zinc} reduces <acne>.",
        "Taking 2 csubj VERB take|zinc 0 dobj NOUN zinc|reduces 2 ROOT VERB reduce|acne 2 dobj NOUN acne|. 2 punct PUNCT .",
    ),
    "there is": (
        "There is a link between {zinc} and <acne>.",
        "There 1 expl PRON there|is 1 ROOT VERB be|a 3 det DET a|link 1 attr NOUN link|between 3 prep ADP between|zinc 4 pobj NOUN zinc|and 5 cc CCONJ and|acne 5 conj NOUN acne|. 1 punct PUNCT .",
    ),
    "due to": (
        "Her <fatigue> was due to {iron} deficiency.",
        "Her 1 poss PRON her|fatigue 2 nsubj NOUN fatigue|was 2 ROOT AUX be|due 2 prep ADP due|to 3 pcomp ADP to|iron 6 compound NOUN iron|deficiency 3 pobj NOUN deficiency|. 2 punct PUNCT .",
    ),
    "possessive": (
        "{Zinc} 's effect on <acne> is known.",
        "Zinc 2 poss NOUN zinc|'s 0 case PART 's|effect 6 nsubjpass NOUN effect|on 2 prep ADP on|acne 3 pobj NOUN acne|is 6 auxpass AUX be|known 6 ROOT VERB know|. 6 punct PUNCT .",
    ),
    "chain of prepositions": (
        "{Zinc} plays a role in the treatment of <acne>.",
        "Zinc 1 nsubj NOUN zinc|plays 1 ROOT VERB play|a 3 det DET a|role 1 dobj NOUN role|in 3 prep ADP in|the 6 det DET the|treatment 4 pobj NOUN treatment|of 6 prep ADP of|acne 7 pobj NOUN acne|. 1 punct PUNCT .",
    ),
    "apposition": (
        "{Zinc} , a mineral , reduces <acne>.",
        "Zinc 5 nsubj NOUN zinc|, 0 punct PUNCT ,|a 3 det DET a|mineral 0 appos NOUN mineral|, 0 punct PUNCT ,|reduces 5 ROOT VERB reduce|acne 5 dobj NOUN acne|. 5 punct PUNCT .",
    ),
    "object predicative": (
        "{Zinc} is considered a remedy for <acne>.",
        "Zinc 2 nsubjpass NOUN zinc|is 2 auxpass AUX be|considered 2 ROOT VERB consider|a 4 det DET a|remedy 2 oprd NOUN remedy|for 4 prep ADP for|acne 5 pobj NOUN acne|. 2 punct PUNCT .",
    ),
    "clause of a noun, denied": (
        "It is not true that {zinc} reduces <acne>.",
        "It 1 nsubj PRON it|is 1 ROOT AUX be|not 1 neg PART not|true 1 acomp ADJ true|that 6 mark SCONJ that|zinc 6 nsubj NOUN zinc|reduces 1 ccomp VERB reduce|acne 6 dobj NOUN acne|. 1 punct PUNCT .",
    ),
    "a copula denied": (
        "{Zinc} is not a cure for <acne>.",
        "Zinc 1 nsubj NOUN zinc|is 1 ROOT AUX be|not 1 neg PART not|a 4 det DET a|cure 1 attr NOUN cure|for 4 prep ADP for|acne 5 pobj NOUN acne|. 1 punct PUNCT .",
    ),
    "examples": (
        "Minerals such as {zinc} reduce <acne>.",
        "Minerals 4 nsubj NOUN mineral|such 2 amod ADJ such|as 0 prep ADP as|zinc 2 pobj NOUN zinc|reduce 4 ROOT VERB reduce|acne 4 dobj NOUN acne|. 4 punct PUNCT .",
    ),
    "question": (
        "Does {zinc} reduce <acne>?",
        "Does 2 aux AUX do|zinc 2 nsubj NOUN zinc|reduce 2 ROOT VERB reduce|acne 2 dobj NOUN acne|? 2 punct PUNCT ?",
    ),
    "population of a participle": (
        "People taking {zinc} develop <acne>.",
        "People 3 nsubj NOUN people|taking 0 acl VERB take|zinc 1 dobj NOUN zinc|develop 3 ROOT VERB develop|acne 3 dobj NOUN acne|. 3 punct PUNCT .",
    ),
    "correlative": (
        "The more {dairy} you eat , the worse your <acne> gets.",
        "The 1 det DET the Definite=Def|more 2 amod ADJ more Degree=Cmp|dairy 4 dobj NOUN dairy|you 4 nsubj PRON you|eat 10 advcl VERB eat|, 10 punct PUNCT ,|the 7 det DET the Definite=Def|worse 10 acomp ADJ bad Degree=Cmp|your 9 poss PRON your|acne 10 nsubj NOUN acne|gets 10 ROOT VERB get|. 10 punct PUNCT .",
    ),
    "list of three": (
        "{Zinc} reduces <acne>, <eczema> and <rosacea>.",
        "Zinc 1 nsubj NOUN zinc|reduces 1 ROOT VERB reduce|acne 1 dobj NOUN acne|, 2 punct PUNCT ,|eczema 2 conj NOUN eczema|and 4 cc CCONJ and|rosacea 4 conj NOUN rosacea|. 1 punct PUNCT .",
    ),
}
UNIVERSAL = {
    "active": ("{Zinc} reduces <acne>.", "Zinc 1 nsubj NOUN zinc|reduces 1 root VERB reduce|acne 1 obj NOUN acne|. 1 punct PUNCT ."),
    "passive": (
        "<Acne> is caused by {dairy}.",
        "Acne 2 nsubj:pass NOUN acne|is 2 aux:pass AUX be|caused 2 root VERB cause|by 4 case ADP by|dairy 2 obl:agent NOUN dairy|. 2 punct PUNCT .",
    ),
    "preposition": (
        "{Iron} leads to <fatigue>.",
        "Iron 1 nsubj NOUN iron|leads 1 root VERB lead|to 3 case ADP to|fatigue 1 obl NOUN fatigue|. 1 punct PUNCT .",
    ),
    "copula noun": (
        "{Zinc} is a cure for <acne>.",
        "Zinc 3 nsubj NOUN zinc|is 3 cop AUX be|a 3 det DET a|cure 3 root NOUN cure|for 5 case ADP for|acne 3 nmod NOUN acne|. 3 punct PUNCT .",
    ),
    "copula adjective": (
        "{Zinc} is good for <acne>.",
        "Zinc 2 nsubj NOUN zinc|is 2 cop AUX be|good 2 root ADJ good|for 4 case ADP for|acne 2 obl NOUN acne|. 2 punct PUNCT .",
    ),
    "relative clause": (
        "{Dairy} that causes <acne> sells.",
        "Dairy 4 nsubj NOUN dairy|that 2 nsubj PRON that|causes 0 acl:relcl VERB cause|acne 2 obj NOUN acne|sells 4 root VERB sell|. 4 punct PUNCT .",
    ),
    "gerund behind a preposition": (
        "{Zinc} helps by reducing <acne>.",
        "Zinc 1 nsubj NOUN zinc|helps 1 root VERB help|by 3 mark SCONJ by|reducing 1 advcl VERB reduce|acne 3 obj NOUN acne|. 1 punct PUNCT .",
    ),
    "negation": (
        "{Zinc} does not reduce <acne>.",
        "Zinc 3 nsubj NOUN zinc|does 3 aux AUX do|not 3 advmod PART not|reduce 3 root VERB reduce|acne 3 obj NOUN acne|. 3 punct PUNCT .",
    ),
    "noun between two": (
        "The link between {zinc} and <acne> holds.",
        "The 1 det DET the|link 6 nsubj NOUN link|between 3 case ADP between|zinc 1 nmod NOUN zinc|and 5 cc CCONJ and|acne 3 conj NOUN acne|holds 6 root VERB hold|. 6 punct PUNCT .",
    ),
    "purpose": (
        "Use {zinc} to treat <acne>.",
        "Use 0 root VERB use|zinc 0 obj NOUN zinc|to 3 mark PART to|treat 0 advcl VERB treat|acne 3 obj NOUN acne|. 0 punct PUNCT .",
    ),
    "means": (
        "Doctors treat <acne> with {zinc}.",
        "Doctors 1 nsubj NOUN doctor|treat 1 root VERB treat|acne 1 obj NOUN acne|with 4 case ADP with|zinc 1 obl NOUN zinc|. 1 punct PUNCT .",
    ),
    "raising": (
        "{Zinc} seems to reduce <acne>.",
        "Zinc 1 nsubj NOUN zinc|seems 1 root VERB seem|to 3 mark PART to|reduce 1 xcomp VERB reduce|acne 3 obj NOUN acne|. 1 punct PUNCT .",
    ),
    "effect of one on the other": (
        "The effect of {zinc} on <acne> is known.",
        "The 1 det DET the|effect 7 nsubj:pass NOUN effect|of 3 case ADP of|zinc 1 nmod NOUN zinc|on 5 case ADP on|acne 1 nmod NOUN acne|is 7 aux:pass AUX be|known 7 root VERB know|. 7 punct PUNCT .",
    ),
    "population": (
        "People who take {zinc} develop <acne>.",
        "People 4 nsubj NOUN people|who 2 nsubj PRON who|take 0 acl:relcl VERB take|zinc 2 obj NOUN zinc|develop 4 root VERB develop|acne 4 obj NOUN acne|. 4 punct PUNCT .",
    ),
    "agent of a participle": (
        "<Acne> caused by {dairy} heals.",
        "Acne 4 nsubj NOUN acne|caused 0 acl VERB cause Tense=Past VerbForm=Part|by 3 case ADP by|dairy 1 obl:agent NOUN dairy|heals 4 root VERB heal|. 4 punct PUNCT .",
    ),
    "linked to": (
        "{Dairy} is linked to <acne>.",
        "Dairy 2 nsubj:pass NOUN dairy|is 2 aux:pass AUX be|linked 2 root VERB link|to 4 case ADP to|acne 2 obl NOUN acne|. 2 punct PUNCT .",
    ),
    "cause of": (
        "{Dairy} is the main cause of <acne>.",
        "Dairy 4 nsubj NOUN dairy|is 4 cop AUX be|the 4 det DET the|main 4 amod ADJ main|cause 4 root NOUN cause|of 6 case ADP of|acne 4 nmod NOUN acne|. 4 punct PUNCT .",
    ),
    "cause of, the other way round": (
        "The cause of <acne> is {dairy}.",
        "The 1 det DET the|cause 5 nsubj NOUN cause|of 3 case ADP of|acne 1 nmod NOUN acne|is 5 cop AUX be|dairy 5 root NOUN dairy|. 5 punct PUNCT .",
    ),
    "coordination of objects": (
        "{Zinc} reduces <acne> and <eczema>.",
        "Zinc 1 nsubj NOUN zinc|reduces 1 root VERB reduce|acne 1 obj NOUN acne|and 4 cc CCONJ and|eczema 2 conj NOUN eczema|. 1 punct PUNCT .",
    ),
    "coordination of subjects": (
        "{Zinc} and {selenium} reduce <acne>.",
        "Zinc 3 nsubj NOUN zinc|and 2 cc CCONJ and|selenium 0 conj NOUN selenium|reduce 3 root VERB reduce|acne 3 obj NOUN acne|. 3 punct PUNCT .",
    ),
    "coordination of verbs": (
        "{Zinc} calms the skin and reduces <acne>.",
        "Zinc 1 nsubj NOUN zinc|calms 1 root VERB calm|the 3 det DET the|skin 1 obj NOUN skin|and 5 cc CCONJ and|reduces 1 conj VERB reduce|acne 5 obj NOUN acne|. 1 punct PUNCT .",
    ),
    "dative": (
        "{Zinc} gives patients relief from <acne>.",
        "Zinc 1 nsubj NOUN zinc|gives 1 root VERB give|patients 1 iobj NOUN patient|relief 1 obj NOUN relief|from 5 case ADP from|acne 3 nmod NOUN acne|. 1 punct PUNCT .",
    ),
    "taken for": (
        "People take {zinc} for <acne>.",
        "People 1 nsubj NOUN people|take 1 root VERB take|zinc 1 obj NOUN zinc|for 4 case ADP for|acne 1 obl NOUN acne|. 1 punct PUNCT .",
    ),
    "object relative clause": (
        "The <acne> that {dairy} causes hurts.",
        "The 1 det DET the|acne 5 nsubj NOUN acne|that 4 obj PRON that|dairy 4 nsubj NOUN dairy|causes 1 acl:relcl VERB cause|hurts 5 root VERB hurt|. 5 punct PUNCT .",
    ),
    "passive relative clause": (
        "<Acne> which is caused by {dairy} heals.",
        "Acne 6 nsubj NOUN acne|which 3 nsubj:pass PRON which|is 3 aux:pass AUX be|caused 0 acl:relcl VERB cause|by 5 case ADP by|dairy 3 obl:agent NOUN dairy|heals 6 root VERB heal|. 6 punct PUNCT .",
    ),
    "infinitive of a passive": (
        "{Zinc} is used to treat <acne>.",
        "Zinc 2 nsubj:pass NOUN zinc|is 2 aux:pass AUX be|used 2 root VERB use|to 4 mark PART to|treat 2 xcomp VERB treat|acne 4 obj NOUN acne|. 2 punct PUNCT .",
    ),
    "infinitive of a noun": (
        "{Zinc} is a way to treat <acne>.",
        "Zinc 3 nsubj NOUN zinc|is 3 cop AUX be|a 3 det DET a|way 3 root NOUN way|to 5 mark PART to|treat 3 acl VERB treat|acne 5 obj NOUN acne|. 3 punct PUNCT .",
    ),
    "reported": (
        "Doctors say that {zinc} reduces <acne>.",
        "Doctors 1 nsubj NOUN doctor|say 1 root VERB say|that 4 mark SCONJ that|zinc 4 nsubj NOUN zinc|reduces 1 ccomp VERB reduce|acne 4 obj NOUN acne|. 1 punct PUNCT .",
    ),
    "small clause": (
        "{Dairy} makes <acne> worse.",
        "Dairy 1 nsubj NOUN dairy|makes 1 root VERB make|acne 1 obj NOUN acne|worse 1 xcomp ADJ bad|. 1 punct PUNCT .",
    ),
    "object of an infinitive": (
        "{Zinc} helps <acne> heal.",
        "Zinc 1 nsubj NOUN zinc|helps 1 root VERB help|acne 1 obj NOUN acne|heal 1 xcomp VERB heal VerbForm=Inf|. 1 punct PUNCT .",
    ),
    "help and a bare infinitive": (
        "{Zinc} helps prevent <acne>.",
        "Zinc 1 nsubj NOUN zinc|helps 1 root VERB help|prevent 1 xcomp VERB prevent|acne 2 obj NOUN acne|. 1 punct PUNCT .",
    ),
    "subject clause": (
        "Taking {zinc} reduces <acne>.",
        "Taking 2 csubj VERB take|zinc 0 obj NOUN zinc|reduces 2 root VERB reduce|acne 2 obj NOUN acne|. 2 punct PUNCT .",
    ),
    "there is": (
        "There is a link between {zinc} and <acne>.",
        "There 1 expl PRON there|is 1 root VERB be|a 3 det DET a|link 1 nsubj NOUN link|between 5 case ADP between|zinc 3 nmod NOUN zinc|and 7 cc CCONJ and|acne 5 conj NOUN acne|. 1 punct PUNCT .",
    ),
    "due to": (
        "Her <fatigue> was due to {iron} deficiency.",
        "Her 1 nmod:poss PRON her|fatigue 6 nsubj NOUN fatigue|was 6 cop AUX be|due 6 case ADP due|to 3 fixed ADP to|iron 6 compound NOUN iron|deficiency 6 root NOUN deficiency|. 6 punct PUNCT .",
    ),
    "possessive": (
        "{Zinc} 's effect on <acne> is known.",
        "Zinc 2 nmod:poss NOUN zinc|'s 0 case PART 's|effect 6 nsubj:pass NOUN effect|on 4 case ADP on|acne 2 nmod NOUN acne|is 6 aux:pass AUX be|known 6 root VERB know|. 6 punct PUNCT .",
    ),
    "chain of prepositions": (
        "{Zinc} plays a role in the treatment of <acne>.",
        "Zinc 1 nsubj NOUN zinc|plays 1 root VERB play|a 3 det DET a|role 1 obj NOUN role|in 6 case ADP in|the 6 det DET the|treatment 3 nmod NOUN treatment|of 8 case ADP of|acne 6 nmod NOUN acne|. 1 punct PUNCT .",
    ),
    "apposition": (
        "{Zinc} , a mineral , reduces <acne>.",
        "Zinc 5 nsubj NOUN zinc|, 3 punct PUNCT ,|a 3 det DET a|mineral 0 appos NOUN mineral|, 3 punct PUNCT ,|reduces 5 root VERB reduce|acne 5 obj NOUN acne|. 5 punct PUNCT .",
    ),
    "object predicative": (
        "{Zinc} is considered a remedy for <acne>.",
        "Zinc 2 nsubj:pass NOUN zinc|is 2 aux:pass AUX be|considered 2 root VERB consider|a 4 det DET a|remedy 2 xcomp NOUN remedy|for 6 case ADP for|acne 4 nmod NOUN acne|. 2 punct PUNCT .",
    ),
    "clause of a noun, denied": (
        "It is not true that {zinc} reduces <acne>.",
        "It 3 expl PRON it|is 3 cop AUX be|not 3 advmod PART not|true 3 root ADJ true|that 6 mark SCONJ that|zinc 6 nsubj NOUN zinc|reduces 3 csubj VERB reduce|acne 6 obj NOUN acne|. 3 punct PUNCT .",
    ),
    "a copula denied": (
        "{Zinc} is not a cure for <acne>.",
        "Zinc 4 nsubj NOUN zinc|is 4 cop AUX be|not 4 advmod PART not|a 4 det DET a|cure 4 root NOUN cure|for 6 case ADP for|acne 4 nmod NOUN acne|. 4 punct PUNCT .",
    ),
    "examples": (
        "Minerals such as {zinc} reduce <acne>.",
        "Minerals 4 nsubj NOUN mineral|such 3 case ADJ such|as 1 fixed ADP as|zinc 0 nmod NOUN zinc|reduce 4 root VERB reduce|acne 4 obj NOUN acne|. 4 punct PUNCT .",
    ),
    "question": (
        "Does {zinc} reduce <acne>?",
        "Does 2 aux AUX do|zinc 2 nsubj NOUN zinc|reduce 2 root VERB reduce|acne 2 obj NOUN acne|? 2 punct PUNCT ?",
    ),
    "population of a participle": (
        "People taking {zinc} develop <acne>.",
        "People 3 nsubj NOUN people|taking 0 acl VERB take|zinc 1 obj NOUN zinc|develop 3 root VERB develop|acne 3 obj NOUN acne|. 3 punct PUNCT .",
    ),
    "correlative": (
        "The more {dairy} you eat , the worse your <acne> gets.",
        "The 1 det DET the Definite=Def|more 2 amod ADJ more Degree=Cmp|dairy 4 obj NOUN dairy|you 4 nsubj PRON you|eat 10 advcl VERB eat|, 10 punct PUNCT ,|the 7 det DET the Definite=Def|worse 10 xcomp ADJ bad Degree=Cmp|your 9 nmod:poss PRON your|acne 10 nsubj NOUN acne|gets 10 root VERB get|. 10 punct PUNCT .",
    ),
    "list of three": (
        "{Zinc} reduces <acne>, <eczema> and <rosacea>.",
        "Zinc 1 nsubj NOUN zinc|reduces 1 root VERB reduce|acne 1 obj NOUN acne|, 4 punct PUNCT ,|eczema 2 conj NOUN eczema|and 6 cc CCONJ and|rosacea 2 conj NOUN rosacea|. 1 punct PUNCT .",
    ),
    "prepositional phrase hung on the wrong noun": (
        "Improvement in <acne> with {zinc} is slow.",
        "Improvement 6 nsubj NOUN improvement|in 2 case ADP in|acne 0 nmod NOUN acne|with 4 case ADP with|zinc 2 nmod NOUN zinc|is 6 cop AUX be|slow 6 root ADJ slow|. 6 punct PUNCT .",
    ),
}
TREES = [
    pytest.param(tree, id=f"{scheme}: {name}")
    for scheme, trees in (("clearnlp", CLEARNLP), ("ud", UNIVERSAL))
    for name, tree in trees.items()
]


def source_of(example, tree):
    """The tree as a doc of a foreign pipeline, its rows, and the marked text."""
    rows = [row.split(" ") for row in tree.split("|")]
    source = Doc(
        Vocab(), words=[row[0] for row in rows], heads=[int(row[1]) for row in rows], deps=[row[2] for row in rows],
        pos=[row[3] for row in rows], lemmas=[row[4] for row in rows], morphs=["|".join(row[5:]) for row in rows],
    )  # fmt: skip
    return source, rows, parse_marks(example)


def unit_of(example, tree):
    source, rows, marked = source_of(example, tree)
    pieces, position = [], 0
    for row in rows:
        start = marked.text.index(row[0], position)
        position = start + len(row[0])
        pieces.append((row[0], marked.text[position : position + 1] == " ", start))
    unit = make_unit(analyser().pipeline.nlp.vocab, pieces, start=0, end=len(marked.text), block=0, kind="paragraph")
    copy_parse(source, unit.doc)
    unit.parsed = True
    found = [
        Found(start, end, "nutrient" if what == "exposure" else "condition", marked.text[start:end], None)
        for what, start, end in marked.spans
    ]
    place_mentions(unit, sorted(found, key=lambda mention: mention.start))
    return unit


@pytest.mark.parametrize("tree", TREES)
def test_the_claims_are_found(tree):
    unit = unit_of(*tree)
    claims = analyser().claims.find(unit)
    sides = [[placed for placed in unit.mentions if placed.kind == kind] for kind in ("nutrient", "condition")]
    assert [(claim.subject, claim.object) for claim in claims] == list(itertools.product(*sides))
    negations = analyser().modality.negations(unit)
    for claim in claims:
        assert len(analyser().modality.denials(claim.trigger.words, negations)) == (" not " in tree[0])


@pytest.mark.parametrize("tree", TREES)
def test_the_tree_is_a_tree(tree):
    doc = unit_of(*tree).doc
    assert len(list(doc.sents)) == 1
    roots = [token for token in doc if token.head.i == token.i]
    assert len(roots) == 1
    assert {token.i for token in roots[0].subtree} == set(range(len(doc)))


@pytest.mark.parametrize("name", UNIVERSAL)
def test_universal_trees_stay_as_they_are(name):
    text, rows = UNIVERSAL[name]
    unit = unit_of(text, rows.replace(" root ", " ROOT "))  # as spaCy calls it in any scheme
    wanted = [(int(row.split(" ")[1]), row.split(" ")[2]) for row in rows.split("|")]
    assert [(token.head.i, token.dep_.replace("ROOT", "root")) for token in unit.doc] == wanted


@pytest.mark.parametrize("name", [name for name in CLEARNLP if name != "clause of a noun, denied"])  # "it" is a true subject to ClearNLP
def test_clearnlp_trees_become_universal_ones(name):
    mine, theirs = (
        [(token.head.i, token.dep_) for token in unit_of(*trees[name]).doc if not token.is_punct] for trees in (CLEARNLP, UNIVERSAL)
    )
    assert mine == theirs


@pytest.mark.parametrize("name", CLEARNLP)
def test_both_schemes_come_to_the_same_rule(name):
    found = [analyser().claims.find(unit_of(*trees[name])) for trees in (CLEARNLP, UNIVERSAL)]
    assert [claim.trigger.rule.id for claim in found[0]] == [claim.trigger.rule.id for claim in found[1]]

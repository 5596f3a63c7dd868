# The imids signature language, top down: signature, dialogue, pattern, test. `grammar/README.md` explains it.
#
# A file is cut at its constants and signatures, and each of these is parsed alone (src/language/parse.ts).
# Whitespace and comments never reach the parser (src/language/lexer.ts), so no rule here mentions them. A quoted
# word that is not in the lexer's list of reserved words is contextual: it matches by text and stays free as a name.
# A rule with a name becomes a node of the syntax tree in the constructor behind it (src/language/build.ts).

@preprocessor typescript
@{%
import * as build from './build.js'
import { lexer } from './lexer.js'
%}
@lexer lexer

item        -> const                                                    {% id %}
             | signature                                                {% id %}

const       -> "const" name "=" literal ("," literal):*                 {% build.constant %}

signature   -> "signature" name params:? "{" field:* body test:* "}"    {% build.signature %}
params      -> "(" ")"                                                  {% build.noParams %}
             | "(" param ("," param):* ")"                              {% build.params %}
param       -> "secret":? name                                          {% build.param %}
body        -> dialogue:+                                               {% build.dialogues %}
             | tally                                                    {% build.counted %}

# ---- metadata: contextual words, so `id` and `class` stay usable as capture names, and a
# misspelt key is an error at the key itself

field       -> "id" number                                              {% build.field %}
             | "rev" number                                             {% build.field %}
             | "title" string                                           {% build.field %}
             | "caveat" string                                          {% build.field %}
             | "class" name                                             {% build.field %}
             | "severity" name                                          {% build.field %}
             | "confidence" name                                        {% build.field %}
             | "product" names                                          {% build.fields %}
             | "risk" names                                             {% build.fields %}
             | "attack" names                                           {% build.fields %}
             | "ports" ports                                            {% build.fields %}
             | "reference" strings                                      {% build.fields %}
ports       -> port ("," port):*                                        {% build.list %}
port        -> name "/" number                                          {% build.port %}
             | name "/" number ".." number                              {% build.portRange %}

# ---- dialogue: a stage per line; a state waits for one of its events

dialogue    -> "dialogue" names "peer":? within:? "{" stage:+ "}"       {% build.dialogue %}
within      -> "within" duration                                        {% build.second %}
stage       -> label:? (state | report | expect | remember | recall)    {% build.stage %}
label       -> name ":"                                                 {% build.first %}
state       -> event ("or" event):*                                     {% build.state %}
event       -> trigger where:? set:* goto:?                             {% build.event %}
trigger     -> %arrow name pattern:? clause:*                           {% build.message %}
             | "after" duration                                         {% build.after %}
             | "close"                                                  {% build.close %}
             | "met"                                                    {% build.met %}
clause      -> path "?":? pipe:* pattern                                {% build.fieldClause %}
             | path "absent"                                            {% build.absent %}
             | ("some" | "each") path "{" clause:+ "}"                  {% build.records %}
path        -> selector:+                                               {% build.path %}
selector    -> %selector key:?                                          {% build.selector %}
key         -> "[" (string | number) "]"                                {% build.key %}
where       -> "where" comparison ("and" comparison):*                  {% build.where %}
comparison  -> operand %compare operand                                 {% build.comparison %}
operand     -> name                                                     {% id %}
             | string                                                   {% id %}
             | number                                                   {% id %}
set         -> "set" name "=" operand                                   {% build.set %}
goto        -> "goto" name                                              {% build.second %}

# ---- what runs at once between the states

report      -> ("alert" | "record") string once:?                       {% build.report %}
once        -> "once" "per" names within:?                              {% build.once %}
expect      -> "expect" name host ":" target within:? "as" name "(" wishes:? ")"
                                                                        {% build.expect %}
host        -> wish                                                     {% id %}
             | ip                                                       {% id %}
             | "any"                                                    {% build.anywhere %}
target      -> wish                                                     {% id %}
             | number                                                   {% id %}
             | "any"                                                    {% build.anywhere %}
remember    -> "remember" names "as" name "(" wishes ")" "for" duration
                                                                        {% build.remember %}
recall      -> "recall" names "from" name "(" wishes ")" where:?        {% build.recall %}
wishes      -> wish ("," wish):*                                        {% build.list %}
wish        -> name "?":?                                               {% build.wish %}

tally       -> "count" number distinct:? name within "per" names report {% build.tally %}
distinct    -> name "of"                                                {% build.first %}

# ---- pattern: literals with typed holes

pattern     -> atom:+                                                   {% id %}
atom        -> literal                                                  {% id %}
             | "..."                                                    {% build.skip %}
             | "end"                                                    {% build.end %}
             | "=" name                                                 {% build.same %}
             | hole                                                     {% id %}
             | "any" "(" pattern ("," pattern):* ")"                    {% build.any %}
             | "maybe" "(" pattern ")"                                  {% build.maybe %}
hole        -> call pipe:*                                              {% build.unnamed %}
             | name ":" call pipe:*                                     {% build.capture %}
             | "secret" name ":" call pipe:*                            {% build.secret %}
pipe        -> "|>" call                                                {% build.second %}
call        -> name                                                     {% build.bareCall %}
             | name "(" arg ("," arg):* ")"                             {% build.call %}
arg         -> literal                                                  {% id %}
             | name                                                     {% id %}

# ---- tests: the same transcript, with bytes instead of patterns

test        -> "test" string name:? "{" play:+ verdict "}"              {% build.test %}
             | "test" string "from" string "{" verdict "}"              {% build.captureTest %}
play        -> %arrow bytes:+                                           {% build.send %}
             | %arrow "gap" number                                      {% build.gap %}
             | "wait" duration                                          {% build.wait %}
             | "close"                                                  {% build.closing %}
             | "midstream"                                              {% build.midstream %}
             | "flow" name endpoint "{" play:+ "}"                      {% build.flow %}
bytes       -> string                                                   {% id %}
             | hex                                                      {% id %}
             | name "(" bytes:+ ")"                                     {% build.length %}
endpoint    -> ip ":" number                                            {% build.endpoint %}
verdict     -> "silent"                                                 {% build.silent %}
             | wanted:+                                                 {% id %}
wanted      -> ("alert" | "record") name:? "{" pair ("," pair):* ",":? "}"
                                                                        {% build.wantedReport %}
             | "expect" name endpoint                                   {% build.wantedExpect %}
pair        -> name "=" value                                           {% build.pair %}
             | name "=" "[" value ("," value):* "]"                     {% build.listPair %}
value       -> string                                                   {% id %}
             | number                                                   {% id %}
             | name                                                     {% id %}
             | ip                                                       {% id %}

# ---- words

names       -> name ("," name):*                                        {% build.list %}
strings     -> string ("," string):*                                    {% build.list %}
literal     -> %string                                                  {% build.string %}
             | %hex                                                     {% build.hex %}
             | %number                                                  {% build.number %}
name        -> %name                                                    {% build.name %}
string      -> %string                                                  {% build.string %}
hex         -> %hex                                                     {% build.hex %}
number      -> %number                                                  {% build.number %}
duration    -> %duration                                                {% build.duration %}
ip          -> %ip                                                      {% build.ip %}

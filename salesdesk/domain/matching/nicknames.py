"""Short and pet forms of given names. Two names of one line are the same person's more often than chance."""

from __future__ import annotations

_GROUPS = """
alexander alexandra alex sandy sasha sascha xander lex alec alejandro
andrew andy drew andreas andre andrea andres
anthony tony antonio anton toni antoine
barbara barb babs barbie
benjamin ben benny benji
catherine katherine kathryn kate katie kathy cathy kat kathleen katharina katrin kathi katja cath
charles charlie chuck chas carl karl carlos
charlotte lottie lotte charlie
christopher chris kit christoph christophe topher cristobal
christine christina chris tina chrissy christiane kristin kristina kirsten
daniel dan danny danielle dani
david dave davy davey
deborah debra deb debbie
dorothy dot dottie dolly dorothea
edward ed eddie ted ned teddy eduardo edouard eduard
elizabeth liz beth betty lizzie eliza elisabeth lisa elsie bess betsy elise libby isabel isabelle bella
emily em emma emmy emilie millie
eleanor ellie nell nora elena helen helena ellen
francis frank fran francisco franz francois paco frankie franziska frances
frederick fred freddie freddy fritz friedrich federico frederic rick
gabriel gabe gabriele gabi gabriela
george georg jorge georges jurgen georgie
gerald gerry jerry gerard gerhard gerd
gregory greg gregor
harold harry hal henry hank heinrich heinz henri enrique harald hal
isaac zac ike
jacob jake jack jacques jakob jacobo james
james jim jimmy jamie jaime
jennifer jen jenny jenna
jessica jess jessie
john jon jack johnny johann johannes hans jean juan ivan sean jonathan giovanni ian
jonathan jon nathan jonny
joseph joe joey josef jose giuseppe sepp pepe joschi
joshua josh
judith judy judi
kenneth ken kenny
kimberly kim kimberley
lawrence larry laurence lorenz laurent lars
leonard leo len lenny leon leonardo
louis lou lewis luis ludwig louie luigi
louise lou luisa
margaret maggie meg peggy marge margie greta margarete rita margarita marguerite peg
mary maria marie molly polly mia miriam may mae
martin marty martina
matthew matt matthias mateo mathieu matteo matty
maximilian max maxi maxim maxwell massimo
michael mike mick mickey micky miguel michel mikhail michele mitch mischa
natalie nat natalia natasha
nathaniel nathan nate nat
nicholas nick nicky nicolas niklas nikolaus klaus nico nikolai nicola
olivia liv livvy oliver ollie
pamela pam
patricia pat patty tricia trish patsy
patrick pat paddy rick
peter pete pedro pierre piet petra
philip phillip phil pip felipe philippe philipp
rachel rach rachael raquel
raymond ray raimund ramon
rebecca becky becca bec beck
richard rick dick rich ricky ritchie ricardo rico
robert bob rob bobby robbie bert roberto robin rupert
ronald ron ronnie
samuel sam sammy samantha
sarah sara sally sadie
sebastian seb bastian basti
stephen steven steve stefan stephan stevie esteban etienne stefano
stephanie steph stefanie steffi
susan sue susie suzanne suzie susanne susanna
theodore ted theo teddy theodor
theresa teresa terry tess tessa therese
terence terry terrence
thomas tom tommy tomas tomaso thom
timothy tim timmy
victoria vicky vicki tori vic
victor vic viktor vittorio
vincent vince vinnie vincenzo
virginia ginny ginger
walter walt wally
wilhelm willi willy helmut
william bill will billy willie liam wilhelm guillermo guillaume willem guglielmo
zachary zach zack zac zak
"""


def nickname_groups() -> dict[str, frozenset[int]]:
    """Folded given name -> numbers of the groups it belongs to; two names that share one are variants."""
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(_GROUPS.strip().splitlines()):
        for name in line.split():
            groups.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}


NICKNAMES: dict[str, frozenset[int]] = nickname_groups()

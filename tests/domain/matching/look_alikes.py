"""Pairs of people as lists have them: 200 pairs of two colleagues who look like one, and 200 of one person written differently."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle

HEADERS = ("First Name", "Last Name", "Company", "Email", "Phone", "Job Title")
Row = tuple[str, str, str, str, str, str]


@dataclass(frozen=True)
class Two:
    """Two rows, and what they are an example of."""

    kind: str
    one: Row
    other: Row


# Two given names each, alike and not one.
_GIVEN = """
Mario Maria|Paul Paula|Andrea Andreas|Tim Tom|Daniel Daniela|Jan Jana|Eric Erika|Anna Anne|Carlo Carla|Nicolas Nicole|Martin Martina
Gabriel Gabriela|Julio Julia|Marcel Marcela|Robert Roberta|Alexander Alexandra|Christian Christina|Stefan Stefanie|Karl Karla
Franz Franziska|Josef Josefa|Michael Michaela|Patrick Patricia|Simon Simona|Viktor Viktoria|Dominik Dominika|Emil Emilia|Lara Laura
Luca Lucia|Marc Marco|Nina Nino|Olga Olaf|Petra Peter|Rene Irene|Sara Sandra|Silvio Silvia|Tina Tino|Toni Tanja|Uwe Ute|Vera Verena
Ali Alina|Hans Hanna|Ben Bea|Ines Inge|Jonas Jona|Karin Karina|Lena Leni|Lea Leo|Mira Mirko|Nora Norman|Oskar Oswald|Pia Piotr
Ramon Ramona|Rosa Rosalind|Ruth Rut|Theo Thea|Valerie Valentin|Willi Willa|Yvonne Yvan|Adrian Adriana|Antonio Antonia|Bruno Bruna
Claudio Claudia|Dario Daria|Fabio Fabia|Giulio Giulia|Ivan Ivana|Ludovico Ludovica|Livio Livia|Mariano Mariana|Jose Josefina
Luis Luisa|Rafael Rafaela|Fernando Fernanda|Francisco Francisca|Bernardo Bernarda|Manuel Manuela|Angel Angela|Juan Juana|Oleg Olga
Aleksandr Aleksandra|Evgeny Evgenia|Yuri Yulia|Kiran Karan|Anil Anita|Ravi Rani|Sunil Sunita|Amir Amira|Karim Karima|Samir Samira
Jamal Jamila|Noor Nora|Hassan Hussein|Said Saida|Joao Joana|Tiago Tania|Pedro Petra|Bengt Berit|Lars Lara|Erik Eira|Jens Jette
""".replace("\n", "|")
_ALIKE_SURNAMES = "Schmidt Schmitz|Meyer Mayr|Hoffmann Hofman|Silva Silveira|Rossi Rosso|Novak Nowak|Petrov Petrova|Lind Lindt|Berg Bergh|Kim Kin"
_OTHER_SCRIPTS = (
    "Мария Иванова|Марина Иванова;Сергей Петров|Семён Петров;Γιώργος Παππάς|Γεωργία Παππά;山田太郎|山田花子;王伟|王芳;김민수|김민지;"
    "محمد علي|محمود علي;דוד כהן|דנה כהן;Олена Коваль|Олег Коваль;Димитър Иванов|Димитрина Иванова;राजेश शर्मा|राकेश शर्मा;佐藤健|佐藤健太"
)
_SURNAMES = cycle(
    "Silva Weber Novak Rossi Lindqvist Dupont Moreau Kowalski Horvat Papadakis Janssen Okafor Sato Yilmaz".split()
)
_WORDS = cycle("Vinhos Bau Logistik Optik Werkzeug Textil Energie Druck Metall Foods Marine Medien".split())


def _mail(text: str, company: str) -> str:
    plain = "".join(char for char in text.lower() if char.isascii() and (char.isalnum() or char == "."))
    return f"{plain}@{''.join(char for char in company.lower() if char.isalnum() and char.isascii())}.example"


def different(mails: bool) -> list[Two]:
    """200 pairs of colleagues at one company each, with an e-mail of their own (``mails``) or with none."""
    found: list[Two] = []

    def add(
        kind: str, one: tuple[str, str], other: tuple[str, str], surname: str, *more: tuple[str, str]
    ) -> None:
        number = len(found)
        company = f"{surname} {next(_WORDS)} {number} GmbH"
        rows = []
        for place, (first, last) in enumerate((one, other)):
            local = f"{first}.{last}" if first.isascii() and last.isascii() else f"p{place}{number}"
            phone, title = more[place] if more else ("", "")
            rows.append((first, last, company, _mail(local, company) if mails else "", phone, title))
        if mails and rows[0][3] == rows[1][3]:
            rows[1] = (*rows[1][:3], "2" + rows[1][3], *rows[1][4:])
        found.append(Two(kind, rows[0], rows[1]))

    for pair in filter(None, _GIVEN.split("|")):
        one, other = pair.split()
        surname = next(_SURNAMES)
        add("given names", (one, surname), (other, surname), surname)
    for pair in filter(None, _GIVEN.split("|")):
        if len(found) >= 135:
            break
        one, other = pair.split()
        surname = next(_SURNAMES)
        add("one of them reversed", (one, surname), (surname, other), surname)
    for pair in _ALIKE_SURNAMES.split("|"):
        one, other = pair.split()
        add("surnames", ("Peter", one), ("Paul", other), one)
    for pair in _OTHER_SCRIPTS.split(";"):
        (one, other) = pair.split("|")
        parts = [tuple(name.split()) if " " in name else ("", name) for name in (one, other)]
        add("other scripts", parts[0], parts[1], "Global")  # type: ignore[arg-type]
    letters = cycle("ABCDEFGHKLMPRST")
    while len(found) < 170:
        one, other, surname = next(letters), next(letters), next(_SURNAMES)
        add("initials", (f"{one}.", surname), (f"{other}.", surname), surname)
    fathers = cycle("Josef Karl Giovanni Antonio Stefan Petr Lars William".split())
    while len(found) < 185:
        first, surname = next(fathers), next(_SURNAMES)
        numbers = (f"+4917612345{len(found):03}", "Inhaber"), (f"+4917698765{len(found):03}", "Junior")
        add("father and son", (first, surname), (first, surname), surname, *numbers)
    while len(found) < 200:
        first, surname = next(fathers), next(_SURNAMES)
        add("senior and junior", (first, surname), (first, f"{surname} jun."), surname)
    return found


# One person each, written in two ways: (first, last) and (first, last).
_FORMS = """
Bill Harris/William Harris|Hans Kern/Johannes Kern|Sascha Wolf/Alexander Wolf|Bob Stone/Robert Stone|Liz Ford/Elizabeth Ford
Kate Moore/Katherine Moore|Peggy Lane/Margaret Lane|Jim Reed/James Reed|Dick Young/Richard Young|Ted Shaw/Edward Shaw|Tom Ellis/Thomas Ellis
Sepp Huber/Josef Huber|Uli Brand/Ulrich Brand|Fritz Vogt/Friedrich Vogt|Heinz Lang/Heinrich Lang|Toni Egger/Anton Egger|Gitte Holm/Birgit Holm
Pepe Ruiz/José Ruiz|Paco Gil/Francisco Gil|Lola Vega/Dolores Vega|Nacho Soto/Ignacio Soto|Beppe Conti/Giuseppe Conti|Gigi Luca/Luigi Luca
Pino Greco/Giuseppe Greco|Zé Costa/José Costa|Jacek Bąk/Jacek Bak|Kasia Lis/Katarzyna Lis|Gosia Wilk/Małgorzata Wilk|Honza Dvořák/Jan Dvořák
Petya Orlov/Pyotr Orlov|Misha Belov/Mikhail Belov|Katya Popova/Ekaterina Popova|Volodya Kozlov/Vladimir Kozlov|Kees Visser/Cornelis Visser
Henk Bakker/Hendrik Bakker|Piet Mulder/Pieter Mulder|Lasse Berg/Lars Berg|Kalle Lund/Karl Lund|Manolis Rallis/Emmanouil Rallis
Yannis Makris/Ioannis Makris|Mehmet Kaya/Muhammed Kaya|Yusuf Demir/Joseph Demir|Raj Patel/Rajesh Patel|Venkat Rao/Venkatesh Rao
Erik Dahl/Eric Dahl|Sarah Klein/Sara Klein|Philipp Roth/Philip Roth|Jürgen Müller/Juergen Mueller|Søren Krøyer/Soeren Kroeyer|Jörg Weiß/Joerg Weiss
"""
_SCRIPTS = """
Иван Петров/Ivan Petrov|Мария Соколова/Maria Sokolova|Сергей Волков/Sergey Volkov|Юрий Зайцев/Yuri Zaitsev|Олександр Шевченко/Oleksandr Shevchenko
Γιώργος Παπαδόπουλος/Giorgos Papadopoulos|Ελένη Νικολάου/Eleni Nikolaou|Димитър Георгиев/Dimitar Georgiev|Нина Жукова/Nina Zhukova
გიორგი მელაძე/Giorgi Meladze|राजेश शर्मा/Rajesh Sharma|Анна Щербакова/Anna Shcherbakova|Алексей Фёдоров/Alexey Fedorov|محمد حسن/Mohammed Hassan
"""
_SLIPS = """
Thomas Lehmann/Thoams Lehmann|Katharina Schuster/Katharina Schutser|Benjamin Krüger/Benjamim Krüger|Stephanie Baumann/Stefanie Baumann
Christopher Walsh/Christoper Walsh|Jonathan Mercer/Jonahtan Mercer|Isabella Ferrari/Isabela Ferrari|Michael Brennan/Micheal Brennan
Alessandro Bianchi/Allessandro Bianchi|Margarethe Vogel/Margarete Vogel|Sebastian Albrecht/Sebastain Albrecht|Veronika Sommer/Veronica Sommer
Frederik Jansson/Fredrik Jansson|Matthias Engel/Mathias Engel|Guillaume Lefebvre/Guillaume Lefebre|Alejandro Jimenez/Alejandro Gimenez
Anneliese Hartmann/Anneliese Hartman|Wolfgang Zimmermann/Wolfgang Zimmerman|Caroline Beaumont/Carolin Beaumont|Nathaniel Brooks/Nathanial Brooks
"""
_PLAIN = (
    "Johanna Seidel|Markus Brandt|Emma Lefèvre|Giulia Marchetti|Pedro Almeida|Agnieszka Zielinska|Ingrid Solberg|Viktor Antonov|Fatma Aydin|Priya Nair|"
    "Helmut Kaufmann|Claire Fontaine|Tomasz Wrona|Elena Dragomir|Ricardo Fuentes|Astrid Nyberg|Milan Jovanovic|Yuki Tanaka|Chidi Eze|Rania Haddad"
)


def same() -> list[Two]:
    """200 pairs of one person written differently; what else the two rows share differs from pair to pair."""
    found: list[Two] = []

    def add(kind: str, one: tuple[str, str], other: tuple[str, str], shared: str = "") -> None:
        number = len(found)
        company = f"{next(_WORDS)} {next(_SURNAMES)} {number} AG"
        how = shared or ("company", "email", "mobile")[number % 3]
        mail = _mail(f"x{number}.{one[1]}", company) if how == "email" else ""
        phone = f"+4915112345{number:03}" if how == "mobile" else ""
        rows = [(first, last, company, mail, phone, "") for first, last in (one, other)]
        found.append(Two(f"{kind}, {how}", rows[0], rows[1]))

    def two(text: str) -> tuple[tuple[str, str], tuple[str, str]]:
        one, other = (tuple(name.split(" ", 1)) for name in text.split("/"))
        return one, other  # type: ignore[return-value]

    for kind, table in (("form", _FORMS), ("script", _SCRIPTS), ("slip", _SLIPS)):
        for line in filter(None, table.replace("\n", "|").split("|")):
            add(kind, *two(line))
    for first, last in (name.split() for name in _PLAIN.split("|")):
        add("initial", (first, last), (f"{first[0]}.", last))
        add("reversed", (first, last), (last, first))
        add("capitals", (first, last), (first.upper(), last.upper()))
        add("double name", (first, last), (first, f"{last}-Berger"))
        if len(found) < 200:
            add("maiden name", (first, last), (first, "Steinbach"), "email" if len(found) % 2 else "mobile")
        add("title", (first, last), (f"Dr. {first}", last))
    while len(found) < 200:
        first, last = _PLAIN.split("|")[len(found) % 20].split()
        add("middle name", (first, last), (f"{first} M.", last))
    return found[:200]
